// Quarto runs this before it renders or previews the repository itself, whose chapters are not
// executed yet. The staged book below build/ does without it.
console.error(
  "These chapters have no numbers yet, so nothing was rendered.\n" +
    "Build the report:   make report   (or: cpims-report build 2018)\n" +
    "Preview it staged:  quarto preview build/2018-en/book",
);
Deno.exit(1);
