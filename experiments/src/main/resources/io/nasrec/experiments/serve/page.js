"use strict";
const form = document.getElementById("row");
if (form) {
  const result = document.getElementById("result");
  const command = document.getElementById("command");

  function row() {
    const values = {};
    for (const input of form.querySelectorAll("input")) {
      const text = input.value;
      const number = input.dataset.kind === "number" ? Number(text) : NaN;
      values[input.name] = text === "" ? null : Number.isFinite(number) ? number : text;
    }
    return JSON.stringify([values]);
  }

  function quoted(text) {
    return "'" + text.replaceAll("'", "'\\''") + "'";
  }

  function show() {
    command.textContent =
      "curl -H 'Content-Type: application/json' " + quoted(location.origin + form.dataset.path) +
      " -d " + quoted(row());
  }

  async function predict(event) {
    event.preventDefault();
    try {
      const response = await fetch(form.dataset.path, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: row(),
      });
      const answer = await response.json();
      result.textContent = response.ok ? "probability " + answer[0].probability : answer.error;
    } catch (failure) {
      result.textContent = "The server does not answer.";
    }
  }

  form.addEventListener("input", show);
  form.addEventListener("submit", predict);
  show();
}
