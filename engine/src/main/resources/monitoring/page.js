// Reads the figures every few seconds and shows them. Everything is put in as text, never as markup.
"use strict";

const REFRESH_MS = 3000;
const LOOKS_MAX = 100;
const CALLS_SHOWN = 8;
const FACTS_OLD_SECONDS = 600;
const UNKNOWN_OLD_SECONDS = 900;
const TOKEN = "cezbek-monitoring-token";
const looks = { cpu: [], memory: [], requests: [] };
const by = (id) => document.getElementById(id);

let timer = 0;
let allCalls = false;

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined && text !== null) made.textContent = text;
  if (className) made.className = className;
  return made;
}

const number = (value) => new Intl.NumberFormat("en").format(value);
const percent = (share) => (share * 100).toFixed(share < 0.1 ? 1 : 0) + " %";
const rate = (value) => (value === 0 ? "0" : value < 0.1 ? "< 0.1" : value < 10 ? value.toFixed(1) : number(Math.round(value)));
const gibibytes = (bytes) => (bytes / 1024 ** 3).toFixed(2) + " GiB";
const millis = (value) => (value === null || value === undefined ? "–"
  : value < 1 ? "< 1 ms" : value < 10 ? value.toFixed(1) + " ms" : value < 1000 ? Math.round(value) + " ms" : (value / 1000).toFixed(1) + " s");

function age(seconds) {
  if (seconds < 60) return Math.max(0, Math.round(seconds)) + " s";
  if (seconds < 3600) return Math.round(seconds / 60) + " min";
  if (seconds < 172800) return Math.round(seconds / 3600) + " h";
  return Math.round(seconds / 86400) + " days";
}

function line(id, values) {
  const svg = by(id);
  const top = Math.max(...values, 1e-9) * 1.15;
  const step = 100 / Math.max(1, values.length - 1);
  const points = values.map((value, i) => `${(i * step).toFixed(2)},${(29 - (value / top) * 27).toFixed(2)}`);
  const names = [["polygon", `0,30 ${points.join(" ")} 100,30`], ["polyline", points.join(" ")]];
  svg.replaceChildren(...names.map(([name, drawn]) => {
    const shape = document.createElementNS("http://www.w3.org/2000/svg", name);
    shape.setAttribute("points", drawn);
    return shape;
  }));
}

function keep(name, value) {
  looks[name].push(value);
  if (looks[name].length > LOOKS_MAX) looks[name].shift();
  line(name + "-line", looks[name]);
}

function tile(title, figure, note, level) {
  const made = element("article", null, level);
  made.append(element("h3", title), element("p", figure, "figure"), element("p", note, "note"));
  return made;
}

const words = (state) => state.charAt(0) + state.slice(1).toLowerCase().replaceAll("_", " ");

function chip(text, level) {
  const cell = element("td");
  cell.append(element("span", text, "chip " + (level || "")));
  return cell;
}

function row(head, cells) {
  const made = element("tr");
  const first = element("th", head);
  first.scope = "row";
  made.append(first, ...cells);
  return made;
}

function showProcess(process) {
  by("place").textContent = `${process.place}, up for ${age(process.uptime_seconds)}`;
  by("cpu").textContent = percent(process.cpu);
  by("cpu-note").textContent = `machine ${percent(process.machine_cpu)}, ${process.processors} processors`;
  by("memory").textContent = gibibytes(process.memory.heap_used_bytes);
  by("memory-note").textContent = `heap of at most ${gibibytes(process.memory.heap_max_bytes)}`;
  by("requests").textContent = rate(process.requests.per_second) + " /s";
  by("requests-note").textContent = rate(process.requests.errors_per_second) + " errors a second";
  by("threads").textContent = number(process.threads);
  const connections = process.connections;
  by("threads-note").textContent = `${connections.active} of ${connections.max} database connections busy`
    + (connections.waiting ? `, ${connections.waiting} threads wait` : "");
  keep("cpu", process.cpu);
  keep("memory", process.memory.heap_used_bytes);
  keep("requests", process.requests.per_second);
  showCalls(process.requests.calls);
}

function showCalls(calls) {
  const button = by("all-calls");
  button.hidden = calls.length <= CALLS_SHOWN;
  button.textContent = allCalls ? "Show the busiest only" : `Show all ${calls.length} calls`;
  button.setAttribute("aria-pressed", allCalls);
  by("calls").replaceChildren(...(allCalls ? calls : calls.slice(0, CALLS_SHOWN)).map((call) => row(call.call, [
    element("td", rate(call.per_second), "number"), element("td", millis(call.p50_ms), "number"),
    element("td", millis(call.p99_ms), "number"), element("td", rate(call.errors_per_second), "number"),
    element("td", number(call.total), "number")])));
}

const HEALTH = { UP: "good", DEGRADED: "warn", DOWN: "bad", UNKNOWN: "" };
const STATES = { DONE: "good", NOTHING_DUE: "good", ALARM: "bad", FAILED: "bad", LOST: "bad", RUNNING: "", REQUESTED: "" };
const NOTES = { HELD: "wait for funding or a provider", PENDING: "wait for their turn", IN_FLIGHT: "with a provider", ATTENTION: "wait for people" };

function showEngine(engine, at) {
  const unknown = engine.providers.reduce((sum, provider) => sum + provider.unknown, 0);
  const oldest = Math.max(0, ...engine.providers.map((provider) => provider.oldest_unknown_seconds));
  const queue = engine.emails.queue;
  const tiles = Object.entries(engine.payouts).map(([state, count]) =>
    tile(words(state), number(count), NOTES[state] || "", state === "ATTENTION" && count > 0 ? "warn" : ""));
  tiles.push(tile("Unknown outcomes", number(unknown), unknown ? `the oldest for ${age(oldest)}` : "every answer is known",
    oldest > UNKNOWN_OLD_SECONDS ? "bad" : ""));
  const open = engine.emails.open;
  tiles.push(tile("E-mails under way", number(open.WAITING + open.QUEUED + open.SENDING), "not sent yet"));
  tiles.push(tile("E-mails given up", number(open.FAILED), "within a day; redrive sends them", open.FAILED ? "warn" : ""));
  tiles.push(queue
    ? tile("E-mail queue", number(queue.waiting + queue.in_flight), `${number(queue.dead)} dead letters`, queue.dead ? "warn" : "")
    : tile("E-mail queue", "away", "it cannot be reached", "warn"));
  const unread = engine.facts.reduce((sum, reader) => sum + reader.unread, 0);
  const behind = Math.max(0, ...engine.facts.map((reader) => reader.oldest_unread_seconds));
  const setAside = engine.facts.reduce((sum, reader) => sum + reader.set_aside, 0);
  tiles.push(tile("Facts to be read", number(unread), unread ? `the oldest is ${age(behind)} old` : "readers keep up",
    behind > FACTS_OLD_SECONDS ? "bad" : ""));
  tiles.push(tile("Facts set aside", number(setAside), setAside ? "a reader could not take them" : "all were understood",
    setAside ? "warn" : ""));
  by("states").replaceChildren(...tiles);
  by("providers").replaceChildren(...engine.providers.map((provider) => {
    const health = provider.paused ? chip("Paused", "warn") : chip(words(provider.health), HEALTH[provider.health]);
    const float = element("td", `${provider.float.currency} ${provider.float.value.replace(/\B(?=(\d{3})+(?!\d)(?=\.|$))/g, ",")}`, "number");
    if (provider.float_low) float.append(" ", element("span", "low", "chip warn"));
    return row(`${provider.name} (${provider.code})`, [health, element("td", number(provider.sending), "number"),
      element("td", number(provider.unknown), "number"),
      element("td", provider.unknown ? age(provider.oldest_unknown_seconds) : "–", "number"), float]);
  }));
  by("jobs").replaceChildren(...engine.jobs.map((job) => row(job.name, [
    chip(job.state ? words(job.state) : "Never", STATES[job.state]), element("td", job.outcome || "–", "wide"),
    element("td", millis(job.took_ms), "number"),
    element("td", job.started_at ? age((at - Date.parse(job.started_at)) / 1000) + " ago" : "–"),
    element("td", job.next_run_at ? "in " + age((Date.parse(job.next_run_at) - at) / 1000) : job.state === "RUNNING" ? "–" : "on request")])));
  showWarnings(engine, oldest);
}

function showWarnings(engine, oldest) {
  const found = [];
  const warn = (text, level) => found.push(element("li", text, level));
  if (oldest > UNKNOWN_OLD_SECONDS) warn(`An outcome has been unknown for ${age(oldest)}.`, "bad");
  if (engine.payouts.ATTENTION) warn(`${number(engine.payouts.ATTENTION)} payouts wait for people.`);
  for (const provider of engine.providers) {
    if (provider.health === "DOWN") warn(`${provider.name} takes no orders: its breaker is open.`, "bad");
    if (provider.float_low) warn(`The float at ${provider.name} is low.`);
  }
  if (engine.emails.open.FAILED) warn(`${number(engine.emails.open.FAILED)} e-mails were given up.`);
  for (const reader of engine.facts) {
    if (reader.set_aside) warn(`${number(reader.set_aside)} facts were set aside by ${reader.consumer}.`);
    if (reader.oldest_unread_seconds > FACTS_OLD_SECONDS) warn(`${reader.consumer} is ${age(reader.oldest_unread_seconds)} behind with facts.`, "bad");
  }
  for (const job of engine.jobs) {
    if (STATES[job.state] === "bad") warn(`The job ${job.name}: ${job.outcome}`, "bad");
  }
  if (!found.length) warn("Nothing. All is well.", "good");
  by("warnings").replaceChildren(...found);
}

function status(text, className) {
  const shown = by("status");
  if (shown.textContent !== text) shown.textContent = text;
  shown.className = className;
}

function askForToken(why) {
  clearTimeout(timer);
  sessionStorage.removeItem(TOKEN);
  by("figures").hidden = true;
  by("leave").hidden = true;
  by("door").hidden = false;
  by("refused").textContent = why;
  status("Not connected", "");
  by("token").focus();
}

async function refresh() {
  clearTimeout(timer);
  const token = sessionStorage.getItem(TOKEN);
  if (!token) return askForToken("");
  try {
    const answer = await fetch("/api/metrics.json", { headers: { Authorization: "Bearer " + token }, signal: AbortSignal.timeout(10000) });
    if (answer.status === 401) return askForToken("This token is not known, or its time is over.");
    if (answer.status === 403) return askForToken("This token's role may not see figures; staff may.");
    if (!answer.ok) throw new Error("answered with " + answer.status);
    const figures = await answer.json();
    showProcess(figures.process);
    showEngine(figures.engine, Date.parse(figures.at));
    by("door").hidden = true;
    by("figures").hidden = false;
    by("leave").hidden = false;
    status("Live", "live");
  } catch (failed) {
    status("No answer; the figures are old", "gone");
  }
  timer = setTimeout(refresh, REFRESH_MS);
}

by("door").addEventListener("submit", (event) => {
  event.preventDefault();
  sessionStorage.setItem(TOKEN, by("token").value.trim());
  by("token").value = "";
  refresh();
});
by("all-calls").addEventListener("click", () => {
  allCalls = !allCalls;
  refresh();
});
by("leave").addEventListener("click", () => askForToken(""));

// A link may bring a token behind the #, which never leaves the browser. It is taken out of the address at once.
const brought = new URLSearchParams(location.hash.slice(1)).get("token");
if (brought) {
  sessionStorage.setItem(TOKEN, brought);
  window.history.replaceState(null, "", location.pathname);
}
refresh();
