/* Sends the files of a form with data-upload alone, with a progress bar, and takes files that are dropped on it. Without this script the
   browser sends the form, which has room for one file. */
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

  const inputOf = (form) => form.querySelector("input[type=file]");
  const mainOf = (request) => new DOMParser().parseFromString(request.responseText, "text/html").querySelector("main");

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
    const main = mainOf(request);
    const isElsewhere = !main?.querySelector("[data-upload]") || request.responseURL !== request.askedFor;
    if (isElsewhere) return request.status < 400 ? window.location.assign(request.responseURL) : fail(form, main);
    document.querySelector("main").replaceWith(main);
    const input = inputOf(main);
    input.multiple = true;
    input.files = files;
    window.htmx?.process(main);
    focus(main.querySelector("[role=alert], #preview") ?? main);
  };

  /* The provider and the day in a file's name, for example MTRANS-2026-11-28.csv; undefined if the name lacks one of them. */
  const named = (form, file) => {
    const codes = [...form.elements.namedItem("provider").options].map((option) => option.value);
    const provider = codes.find((code) => new RegExp(`(^|[^A-Z0-9])${code}([^A-Z0-9]|$)`).test(file.name.toUpperCase()));
    const day = file.name.match(/(?<![0-9])20[0-9]{2}-[0-9]{2}-[0-9]{2}(?![0-9])/)?.[0];
    return provider && day ? { provider, day } : undefined;
  };

  /* One file fills the fields with what its name says. Several files are listed, and their names take the place of the fields. */
  const chosen = (form) => {
    const files = [...inputOf(form).files];
    const isSeveral = files.length > 1;
    const list = form.querySelector("[data-files]");
    list.hidden = !isSeveral;
    list.querySelector("ul").replaceChildren(
      ...(isSeveral ? files : []).map((file) => {
        const line = document.createElement("li");
        const known = named(form, file);
        line.textContent = known ? `${file.name}: ${known.provider}, ${known.day}` : file.name;
        line.className = known ? "" : "error";
        return line;
      }),
    );
    const isUnnamed = isSeveral && files.some((file) => !named(form, file));
    list.querySelector("[data-unnamed]").hidden = !isUnnamed;
    form.querySelectorAll("button").forEach((button) => (button.disabled = isUnnamed || (isSeveral && button.hasAttribute("formaction"))));
    ["provider", "day"].forEach((name) => (form.elements.namedItem(name).disabled = isSeveral));
    const only = files.length === 1 && named(form, files[0]);
    if (only) Object.entries(only).forEach(([name, value]) => (form.elements.namedItem(name).value = value));
  };

  /* Sends one file; the promise ends with the request, whatever its result. */
  const put = (form, address, file, fields) =>
    new Promise((ended) => {
      const values = new FormData(form);
      const query = new URLSearchParams(["provider", "day", "profile", "month", "downloaded_again"].map((name) => [name, fields[name] ?? values.get(name) ?? ""]));
      const bar = form.querySelector("[data-progress] progress");
      let asking;
      const request = new XMLHttpRequest();
      request.open("PUT", `${address}?${query}`);
      request.askedFor = new URL(`${address}?${query}`, window.location).href;
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.setRequestHeader("X-Form-Token", values.get("form_token"));
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) bar.value = event.loaded / event.total;
      });
      request.upload.addEventListener("load", () => {
        bar.removeAttribute("value");
        if (form.querySelector("[data-words=several]").hidden) say(form, "reading");
        asking = setInterval(() => document.body.dispatchEvent(new Event("imports")), 1000);
      });
      request.addEventListener("loadend", () => {
        clearInterval(asking);
        ended(request);
      });
      request.send(file);
    });

  const send = async (form, address) => {
    const files = inputOf(form).files;
    const buttons = form.querySelectorAll("button");
    say(form, "sending");
    buttons.forEach((button) => (button.disabled = true));
    const request = await put(form, address, files[0], {});
    if (request.status > 0) return show(request, form, files);
    say(form, "failed").value = 0;
    buttons.forEach((button) => (button.disabled = false));
  };

  /* What is wrong with a file, from the page that refused it. */
  const reason = (request) => {
    const main = request.status > 0 ? mainOf(request) : undefined;
    const texts = (places) => [...(main?.querySelectorAll(places) ?? [])].map((one) => one.textContent.trim()).join(" ");
    return texts(".field > [id$=-error]") || texts("[role=alert] p, [data-failure] .notice p");
  };

  /* After the last file, the engine's next page opens. If files were refused, the page stays, with only those files in the form. */
  const sendAll = async (form, address) => {
    const list = form.querySelector("[data-files]");
    const lines = list.querySelectorAll("li");
    const files = [...inputOf(form).files];
    const textOf = (place) => form.querySelector(place).textContent;
    const refused = new DataTransfer();
    let last;
    form.querySelectorAll("button").forEach((button) => (button.disabled = true));
    say(form, "several");
    for (const [at, file] of files.entries()) {
      /* Only after the last file, the engine looks for the next page of the month's checklist. */
      const month = at === files.length - 1 ? {} : { month: "" };
      const request = await put(form, address, file, { ...named(form, file), ...month, downloaded_again: "" });
      const isTaken = request.status === 200 && new URL(request.responseURL).searchParams.has("done");
      lines[at].className = isTaken ? "" : "error";
      lines[at].textContent += `. ${isTaken ? textOf("[data-taken]") : reason(request) || textOf("[data-words=failed]")}`;
      if (isTaken) last = request.responseURL;
      else refused.items.add(file);
    }
    if (refused.files.length === 0) return window.location.assign(last);
    form.querySelector("[data-progress]").hidden = true;
    form.querySelectorAll("button.first").forEach((button) => (button.disabled = false));
    document.body.dispatchEvent(new Event("imports"));
    inputOf(form).files = refused.files;
    list.setAttribute("role", "alert");
    focus(list);
  };

  /* Before the handler of all forms, which would take this one as sent. */
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!("upload" in form.dataset) || inputOf(form).files.length === 0) return;
      event.preventDefault();
      event.stopPropagation();
      const address = event.submitter?.getAttribute("formaction") ?? form.getAttribute("action");
      /* The form may have only the refused files of the former try. */
      if (form.elements.namedItem("provider").disabled) chosen(form);
      (inputOf(form).files.length === 1 ? send : sendAll)(form, address);
    },
    true,
  );

  document.querySelectorAll("[data-upload] input[type=file]").forEach((input) => (input.multiple = true));
  document.addEventListener("change", (event) => {
    const form = event.target.closest("[data-upload]");
    if (!form || event.target !== inputOf(form)) return;
    /* The person states it for one file. */
    form.elements.namedItem("downloaded_again").checked = false;
    chosen(form);
  });

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
    over.querySelector("input[type=file]").files = event.dataTransfer.files;
    chosen(over.closest("[data-upload]"));
  });
})();
