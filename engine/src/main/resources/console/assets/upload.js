/* Sends the file of a form with data-upload alone, with a progress bar, and takes a file that is dropped on it. Without this script the
   browser sends the form. */
"use strict";
(() => {
  const say = (form, words) => {
    const place = form.querySelector("[data-progress]");
    place.hidden = false;
    place.querySelectorAll("[data-words]").forEach((one) => (one.hidden = one.dataset.words !== words));
    return place.querySelector("progress");
  };

  const focus = (element) => {
    element.tabIndex = -1;
    element.focus();
  };

  /* The form stays as it is, with the error of the other page above it. */
  const fail = (form, main) => {
    form.querySelectorAll("[data-failure]").forEach((one) => one.remove());
    form.querySelectorAll("button").forEach((button) => (button.disabled = false));
    const failure = main?.querySelector("[data-failure]");
    say(form, failure ? "" : "unreadable").value = 0;
    if (!failure) return;
    form.querySelector("[data-progress]").hidden = true;
    failure.setAttribute("role", "alert");
    form.prepend(failure);
    focus(failure);
  };

  /* A page of the form takes the place of this one, with the same file; any other page is opened, unless it is an error. */
  const show = (request, form, files) => {
    const main = new DOMParser().parseFromString(request.responseText, "text/html").querySelector("main");
    const isForm = main?.querySelector("[data-upload]");
    if (!isForm) return request.status < 400 ? window.location.assign(request.responseURL) : fail(form, main);
    document.querySelector("main").replaceWith(main);
    main.querySelector("[data-upload] input[type=file]").files = files;
    window.htmx?.process(main);
    focus(main.querySelector("[role=alert], #preview") ?? main);
  };

  const send = (form, address) => {
    const values = new FormData(form);
    const files = form.elements.namedItem("file").files;
    const query = new URLSearchParams(["provider", "day", "profile"].map((name) => [name, values.get(name) ?? ""]));
    const buttons = form.querySelectorAll("button");
    const bar = say(form, "sending");
    buttons.forEach((button) => (button.disabled = true));
    let asking;
    const request = new XMLHttpRequest();
    request.open("PUT", `${address}?${query}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-Form-Token", values.get("form_token"));
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = event.loaded / event.total;
    });
    request.upload.addEventListener("load", () => {
      say(form, "reading").removeAttribute("value");
      asking = setInterval(() => document.body.dispatchEvent(new Event("imports")), 1000);
    });
    request.addEventListener("loadend", () => {
      clearInterval(asking);
      if (request.status > 0) return show(request, form, files);
      say(form, "failed").value = 0;
      buttons.forEach((button) => (button.disabled = false));
    });
    request.send(files[0]);
  };

  /* Before the handler of all forms, which would take this one as sent. */
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!("upload" in form.dataset) || form.elements.namedItem("file").files.length === 0) return;
      event.preventDefault();
      event.stopPropagation();
      send(form, event.submitter?.getAttribute("formaction") ?? form.getAttribute("action"));
    },
    true,
  );

  const zone = (event) => (event.target instanceof Element ? event.target.closest("[data-drop]") : null);

  document.addEventListener("dragover", (event) => {
    const over = zone(event);
    if (!over) return;
    event.preventDefault();
    over.dataset.over = "";
  });
  document.addEventListener("dragleave", (event) => delete zone(event)?.dataset.over);
  document.addEventListener("drop", (event) => {
    const over = zone(event);
    if (!over) return;
    event.preventDefault();
    delete over.dataset.over;
    if (event.dataTransfer.files.length === 0) return;
    const one = new DataTransfer();
    one.items.add(event.dataTransfer.files[0]);
    over.querySelector("input[type=file]").files = one.files;
  });
})();
