/* Shortcuts and previews only; every page works without them. */
"use strict";
(() => {
  const typing = (element) =>
    element instanceof HTMLElement && (element.isContentEditable || /^(input|textarea|select)$/i.test(element.tagName));

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") {
      const search = document.getElementById("search");
      if (search) {
        event.preventDefault();
        search.focus();
        search.select();
      }
      return;
    }
    const target = document.querySelector(`[data-shortcut="${CSS.escape(event.key)}"]`);
    if (target) {
      event.preventDefault();
      target.focus();
    }
  });

  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
    if (!button) return;
    const status = document.getElementById("copied");
    status.textContent = "";
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.dataset.copied = "";
      setTimeout(() => delete button.dataset.copied, 1500);
      status.textContent = status.dataset.copied;
    } catch {
      /* The text stands beside the button. */
      status.textContent = status.dataset.failed;
    }
  });

  /* A form is sent once; its key makes a second one harmless anyhow. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method === "post") {
      setTimeout(() => form.querySelectorAll("button").forEach((button) => (button.disabled = true)));
    }
  });

  /* Shows a chosen image before it is sent. A canvas needs no URL of the file, so the page's policy allows only our own images. */
  document.addEventListener("change", async (event) => {
    const field = event.target instanceof Element ? event.target.closest(".field") : null;
    const preview = field?.querySelector("[data-preview]");
    if (!preview) return;
    const chosen = event.target.files[0];
    const unreadable = field.querySelector("[data-unreadable]");
    const canvas = preview.querySelector("canvas");
    const show = (isImage) => {
      preview.hidden = !isImage;
      unreadable.hidden = isImage || !chosen;
    };
    if (!chosen) return show(false);
    let image;
    try {
      image = await createImageBitmap(chosen);
    } catch {
      /* Not an image; the server decides about the file. */
    }
    /* Another file may have been chosen meanwhile. */
    if (event.target.files[0] !== chosen) return;
    if (image) {
      const scale = Math.min(1, 320 / image.width, 160 / image.height);
      canvas.width = Math.max(1, image.width * scale);
      canvas.height = Math.max(1, image.height * scale);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      image.close();
    }
    show(image !== undefined);
  });

  /* Menus close when one clicks elsewhere or leaves with Escape. */
  const close = (except) =>
    document.querySelectorAll("details.menu[open]").forEach((menu) => menu !== except && (menu.open = false));
  document.addEventListener("click", (event) => close(event.target.closest?.("details.menu")));
  document.addEventListener("keydown", (event) => event.key === "Escape" && close(null));
})();
