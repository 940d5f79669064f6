/* Says on the button what will be saved. The page works without it. */

const form = document.querySelector("form[data-log]");
const button = form?.querySelector("[data-save]");
const plain = button?.textContent ?? "";

function chosen() {
  const chip = form.querySelector("input[name=length]:checked");
  if (!chip) return "";
  if (chip.value !== "other") return chip.closest("label").textContent.trim();
  return form.elements.other.value.trim();
}

function say() {
  const amount = chosen();
  button.textContent = amount ? button.dataset.save.replace("{amount}", amount) : plain;
}

if (button) {
  form.addEventListener("input", say);
  say();
}

document.getElementById("errors")?.focus();
