/* Replaces a chart's picture with one that shows the value under the pointer. The values are those of the table below it. */
"use strict";
(() => {
  const DAY_SECONDS = 86400;
  const COLOURS = ["--accent", "--info", "--wait", "--good", "--bad"];
  const DASHES = [[], [6, 4], [2, 3], [10, 4], [1, 3]];
  const language = document.documentElement.lang;
  const dayForm = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", timeZone: "UTC" });
  // As the table writes it: 14:05 in both languages, 00:00 for midnight.
  const hourForm = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" });
  const numberForm = new Intl.NumberFormat(language);
  const shortForm = new Intl.NumberFormat(language, { notation: "compact" });
  const FONT = '12px "Inter", system-ui, sans-serif';
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const time = (step) => (seconds) => (step < DAY_SECONDS ? hourForm : dayForm).format(seconds * 1000);
  const value = (unit, form) => (number) => (unit === "MONEY" ? "Rp" : "") + form.format(number);

  const axes = (units, step) => [
    {
      font: FONT,
      stroke: colour("--ink-soft"),
      grid: { stroke: colour("--line"), width: 1 },
      values: (chart, splits) => splits.map(time(step)),
      incrs: (step < DAY_SECONDS ? [1, 2, 3, 6, 12] : [1, 2, 7, 14, 30, 61, 122]).map((steps) => steps * step),
    },
    ...units.map((unit, place) => ({
      scale: unit,
      side: place === 0 ? 3 : 1,
      font: FONT,
      stroke: colour("--ink-soft"),
      grid: { show: place === 0, stroke: colour("--line"), width: 1 },
      size: 72,
      values: (chart, splits) => splits.map(value(unit, shortForm)),
    })),
  ];

  const draw = (plot) => {
    const { from, stepSeconds, lines } = JSON.parse(plot.dataset.chart);
    const first = Date.parse(from) / 1000;
    const times = lines[0].values.map((unused, place) => first + place * stepSeconds);
    const labels = [...plot.parentElement.querySelectorAll(".lines .soft")];
    const texts = labels.map((label) => label.textContent);
    const show = (chart) =>
      labels.forEach((label, place) => {
        const at = chart.cursor.idx;
        label.textContent =
          at == null ? texts[place] : time(stepSeconds)(times[at]) + ": " + value(lines[place].unit, numberForm)(lines[place].values[at]);
      });
    const units = [...new Set(lines.map((line) => line.unit))];
    const options = {
      width: plot.clientWidth,
      height: plot.clientHeight,
      legend: { show: false },
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "UTC"),
      cursor: { drag: { x: false, y: false } },
      scales: Object.fromEntries(
        units.map((unit) => [unit, { range: (chart, least, most) => [Math.min(0, least), Math.max(most, 1) * 1.05] }]),
      ),
      axes: axes(units, stepSeconds),
      series: [
        {},
        ...lines.map((line, place) => ({
          label: line.name,
          scale: line.unit,
          stroke: colour(COLOURS[place]),
          dash: DASHES[place],
          width: 2,
          points: { show: times.length < 25 },
        })),
      ],
      hooks: { setCursor: [show] },
    };
    const chart = new uPlot(options, [times, ...lines.map((line) => line.values)], (self, start) => {
      const picture = plot.querySelector("svg");
      if (picture) {
        plot.setAttribute("role", "img");
        plot.setAttribute("aria-label", picture.getAttribute("aria-label"));
      }
      plot.replaceChildren(self.root);
      start();
    });
    return chart;
  };

  document.querySelectorAll("[data-chart]").forEach((plot) => {
    let chart = draw(plot);
    const again = () => {
      chart.destroy();
      chart = draw(plot);
    };
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
    new ResizeObserver(() => {
      if (plot.clientWidth !== chart.width) chart.setSize({ width: plot.clientWidth, height: plot.clientHeight });
    }).observe(plot);
  });
})();
