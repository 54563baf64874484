// One chapter at a time for those who want it; without this script all are shown.
const form = document.querySelector(".filter");
const choice = form.querySelector("select");
const status = form.querySelector("[role=status]");
form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
choice.addEventListener("change", () => {
  const parts = [...document.querySelectorAll(".part")];
  for (const part of parts) {
    part.hidden = Boolean(choice.value) && part.id !== choice.value;
  }
  const shown = parts.filter((part) => !part.hidden).length;
  status.textContent = `${shown} of ${parts.length} chapters are shown.`;
});
