"""A build described for an archive, as a Workflow Run RO-Crate."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from rocrate.model.computerlanguage import ComputerLanguage
from rocrate.model.contextentity import ContextEntity
from rocrate.rocrate import ROCrate

PROFILES = (
    "https://w3id.org/ro/wfrun/process/0.5",
    "https://w3id.org/ro/wfrun/workflow/0.5",
    "https://w3id.org/workflowhub/workflow-ro-crate/1.0",
)
"""What the crate promises to be."""
FORMAL = "https://bioschemas.org/profiles/FormalParameter/1.0-RELEASE"
WORKFLOW = "https://bioschemas.org/profiles/ComputationalWorkflow/1.0-RELEASE"
KINDS = {
    "yml": "application/yaml",
    "ipynb": "application/x-ipynb+json",
    "po": "text/x-gettext-translation",
}
"""Media types that the standard library does not know."""
TERMS = (
    "What may be done with the report is said on its own cover page; the program that made it is "
    "under the MIT licence."
)


def write_crate(
    folder: Path,
    manifest: Mapping[str, Any],
    parameters: Mapping[str, object],
    files: Mapping[str, str],
) -> None:
    """Write `ro-crate-metadata.json`: one run of the workflow, what it read and what it made.

    `files` are those of `folder` that describe the build, name -> what it is; the first is the
    workflow itself. Inputs lie outside the folder and are named by their hashes.
    """
    crate = ROCrate(version="1.1")
    crate.name = str(manifest["title"])
    crate.description = (
        f"{manifest['title']}: the finished documents, the workflow that made them, and its run."
    )
    crate.datePublished = manifest["written"]
    crate.license = crate.add(
        entity(crate, "#terms", "CreativeWork", name="Terms of use", description=TERMS)
    )
    for uri in PROFILES:
        *_, name, version = uri.split("/")
        crate.add(entity(crate, uri, "CreativeWork", name=name, version=version))
    crate.metadata.extra_terms["sha256"] = "https://w3id.org/ro/terms/workflow-run#sha256"
    program = add_program(crate, manifest)
    workflow = add_workflow(crate, files, program)
    given = add_parameters(crate, workflow, parameters)
    read = [
        add_input(crate, name, digest)
        for digest, name in {each: name for name, each in manifest["inputs"].items()}.items()
    ]
    made = [
        crate.add_file(dest_path=name, properties={"name": name, "sha256": digest, **kind(name)})
        for name, digest in manifest["outputs"].items()
    ]
    add_run(crate, workflow, [*read, *given], made, manifest)
    text = json.dumps(crate.metadata.generate(), indent=2, ensure_ascii=False)
    (folder / "ro-crate-metadata.json").write_text(text + "\n", encoding="utf-8")


def entity(crate: ROCrate, identifier: str, kind: str, **properties: object) -> ContextEntity:
    """Return something that the crate speaks of and that is no file of its folder."""
    return ContextEntity(crate, identifier, properties={"@type": kind, **properties})


def add_input(crate: ROCrate, name: str, digest: str) -> ContextEntity:
    """Return a file that was read, which lies outside the crate and is known by its content."""
    found = crate.add(
        entity(crate, named_by(digest), "File", name=name, sha256=digest, **kind(name))
    )
    crate.root_dataset.append_to("hasPart", found)
    return found


def kind(name: str) -> dict[str, str]:
    """Return the media type of a file by its name, where it has one."""
    found = KINDS.get(name.rpartition(".")[2]) or guess_type(name)[0]
    return {"encodingFormat": found} if found else {}


def named_by(digest: str) -> str:
    """Return the address of a content by its SHA-256, after RFC 6920."""
    return "ni:///sha-256;" + urlsafe_b64encode(bytes.fromhex(digest)).decode().rstrip("=")


def add_program(crate: ROCrate, manifest: Mapping[str, Any]) -> ContextEntity:
    """Return the program that runs the workflow, with its version and the workspace's commit."""
    return crate.add(
        entity(
            crate,
            "#cpims-report",
            "SoftwareApplication",
            name="cpims-report",
            description="Runs notebooks and assembles the report.",
            version=manifest["packages"].get("cpims-report", ""),
            softwareVersion=manifest["git_commit"] or "no commit",
            url="https://schema.org/SoftwareApplication",
        )
    )


def add_workflow(crate: ROCrate, files: Mapping[str, str], program: ContextEntity) -> ContextEntity:
    """Return the workflow: the first of the files that describe the build."""
    language = ComputerLanguage(
        crate,
        "#steps",
        properties={
            "name": "Steps of cpims-report",
            "alternateName": "steps",
            "identifier": {"@id": "https://www.json.org"},
            "url": {"@id": "https://www.json.org"},
        },
    )
    crate.add(language)
    (first, what), *others = files.items()
    workflow = crate.add_workflow(
        dest_path=first,
        main=True,
        lang=language,
        properties={"name": what, "description": what, "conformsTo": {"@id": WORKFLOW}}
        | kind(first),
    )
    workflow["softwareRequirements"] = program
    crate.root_dataset["conformsTo"] = [{"@id": uri} for uri in PROFILES]
    for name, meaning in others:
        crate.add_file(
            dest_path=name, properties={"name": name, "description": meaning, **kind(name)}
        )
    return workflow


def add_parameters(
    crate: ROCrate, workflow: ContextEntity, parameters: Mapping[str, object]
) -> list[ContextEntity]:
    """Return the values that the run was given, each of a parameter of the workflow."""
    given = []
    for name, value in parameters.items():
        formal = crate.add_formal_parameter(
            name, "Integer" if isinstance(value, int) else "Text", identifier=f"#parameter-{name}"
        )
        workflow.append_to("input", formal)
        shown = value if isinstance(value, int) else str(value)
        about = {"name": name, "value": shown, "exampleOfWork": {"@id": formal.id}}
        given.append(crate.add(entity(crate, f"#{name}", "PropertyValue", **about)))
    return given


def add_run(
    crate: ROCrate,
    workflow: ContextEntity,
    read: list[ContextEntity],
    made: list[ContextEntity],
    manifest: Mapping[str, Any],
) -> None:
    """Add the run itself: what it read, what it made, when it ended."""
    crate.root_dataset["mentions"] = crate.add_action(
        workflow,
        identifier="#run",
        object=read,
        result=made,
        properties={
            "name": f"Build of {manifest['title']}",
            "description": f"With the engine {manifest['engine']['name']} "
            f"{manifest['engine']['version']}, from sealed data.",
            "endTime": manifest["written"],
            "actionStatus": "http://schema.org/CompletedActionStatus",
        },
    )
