/* The only module that listens to htmx. Pages work without it: it saves loads and keeps focus. */

/** Say one sentence in the page's single live region. */
function say(words) {
  const place = document.getElementById("status");
  if (!place) return;
  const note = document.createElement("div");
  note.className = "note note-box note-trouble";
  const text = document.createElement("p");
  text.textContent = words;
  note.append(text);
  place.replaceChildren(note);
  place.scrollIntoView({ block: "nearest" });
}

function trouble() {
  say(document.body.dataset.trouble ?? "");
}

/** After a part of the page changed: go to its errors, else to what asks for the focus. */
function settle(target) {
  const part = document.getElementById(target?.id ?? "") ?? document;
  const place = part.querySelector("#errors") ?? part.querySelector("[data-focus]");
  place?.focus();
}

document.addEventListener("htmx:response:error", (event) => {
  // A refused form (422) and an ended session (401) bring their own words.
  if (![401, 422].includes(event.detail?.ctx?.response?.status)) trouble();
});
document.addEventListener("htmx:error", trouble);
document.addEventListener("htmx:after:swap", (event) => {
  settle(event.detail?.ctx?.target ?? event.target);
});

/** "Leave this page" replaces the page, so that Back does not return to it. */
for (const link of document.querySelectorAll("a[data-leave]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    location.replace(link.href);
  });
}
