/* Asks the authenticator before a form with data-passkey is sent: first a passkey that the person has, then a new one. */
"use strict";
(() => {
  const fill = (form, names, credential) => {
    const field = names.map((name) => form.elements.namedItem(name)).find((element) => element);
    field.value = JSON.stringify(credential.toJSON());
  };

  const ask = async (form) => {
    if (form.dataset.get) {
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(form.dataset.get));
      fill(form, ["confirmation", "credential"], await navigator.credentials.get({ publicKey }));
    }
    if (form.dataset.create) {
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(form.dataset.create));
      fill(form, ["created", "credential"], await navigator.credentials.create({ publicKey }));
    }
  };

  /* Before the handler of all forms, which would take this one as sent. */
  document.addEventListener(
    "submit",
    async (event) => {
      const form = event.target;
      if (!("passkey" in form.dataset)) return;
      event.preventDefault();
      event.stopPropagation();
      const say = (problem) =>
        form.querySelectorAll("[data-problem]").forEach((words) => (words.hidden = words.dataset.problem !== problem));
      const buttons = form.querySelectorAll("button");
      say("");
      if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) return say("old");
      buttons.forEach((button) => (button.disabled = true));
      try {
        await ask(form);
        form.submit();
      } catch {
        say("failed");
        buttons.forEach((button) => (button.disabled = false));
        event.submitter?.focus();
      }
    },
    true,
  );
})();
