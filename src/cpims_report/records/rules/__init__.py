"""The rules: what can be wrong with a record, one module each, found by the registry."""

from cpims_report.records.rules.rule import Context, Rule, read_rules, rules_of

__all__ = ["Context", "Rule", "read_rules", "rules_of"]
