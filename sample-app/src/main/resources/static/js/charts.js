import { micros, compact } from "./format.js";
import { color } from "./theme.js";

const POINTS = 60;
const still = matchMedia("(prefers-reduced-motion: reduce)");
const moving = (millis) => (still.matches ? false : { duration: millis });
const KINDS = { JOB: "one job", STREAM: "one stream", SUMMARY: "summary" };
const charts = {};
let shardsFrom = Infinity;

function scales(x, y) {
	return {
		x: { border: { display: false }, ...x, ticks: { maxRotation: 0, autoSkipPadding: 12, ...x.ticks } },
		y: { border: { display: false }, ...y, ticks: { maxTicksLimit: 5, ...y.ticks } }
	};
}

function line(id, labels, options) {
	return new Chart(document.getElementById(id), {
		type: "line",
		data: {
			labels: Array.from({ length: POINTS }, (unused, i) => `${i - POINTS + 1} s`),
			datasets: labels.map((label) => ({ label, data: new Array(POINTS).fill(null), pointRadius: 0, borderWidth: 1.5, fill: true, tension: 0.25 }))
		},
		options: { animation: false, interaction: { mode: "index", intersect: false }, ...options }
	});
}

/** Makes the charts; Chart.js must be there. */
export function startCharts() {
	Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
	Chart.defaults.font.size = 11;
	Chart.defaults.maintainAspectRatio = false;
	Chart.defaults.plugins.legend.display = false;
	const time = { grid: { display: false }, ticks: { callback(value) { return value % 20 === 19 ? this.getLabelForValue(value) : ""; }, autoSkip: false } };
	charts.levels = line("chart-levels", ["L1", "L2", "database"], { scales: scales(time, { stacked: true, min: 0, max: 100, ticks: { stepSize: 25 } }) });
	charts.rate = line("chart-rate", ["reads a second"], {
		scales: scales(time, { type: "logarithmic", min: 1, suggestedMax: 1000, ticks: { callback: (value) => (Number.isInteger(Math.log10(value)) ? compact(value) : null) } })
	});
	charts.latency = new Chart(document.getElementById("chart-latency"), {
		type: "bar",
		data: { labels: Object.values(KINDS), datasets: [{ label: "with cache", data: [] }, { label: "without cache", data: [] }] },
		options: {
			indexAxis: "y", animation: moving(250),
			scales: scales({ type: "logarithmic", min: 0.1, suggestedMax: 1000, ticks: { callback: (value) => (Number.isInteger(Math.log10(value)) ? value : null) } }, { grid: { display: false } }),
			plugins: { tooltip: { callbacks: { label: (item) => `${item.dataset.label}: ${micros(item.raw)}` } } }
		}
	});
	charts.shards = new Chart(document.getElementById("chart-shards"), {
		type: "bar",
		data: { labels: [], datasets: [{ label: "entries", data: [] }, { label: "capacity", data: [], hidden: true }] },
		options: { animation: moving(450), scales: scales({ grid: { display: false } }, { beginAtZero: true, ticks: { precision: 0 } }) }
	});
	paint();
	still.addEventListener("change", () => {
		charts.latency.options.animation = moving(250);
		charts.shards.options.animation = moving(450);
	});
}

/** Gives the charts the colours of the theme. */
export function paint() {
	const [l1, l2, miss] = ["l1", "l2", "miss"].map(color);
	Chart.defaults.color = color("muted");
	const paints = { levels: [l1, l2, miss], rate: [l1], latency: [l1, miss] };
	for (const [name, colors] of Object.entries(paints)) {
		charts[name].data.datasets.forEach((dataset, i) => {
			dataset.borderColor = colors[i];
			dataset.backgroundColor = name === "rate" ? `${colors[i]}22` : `${colors[i]}${name === "latency" ? "" : "b0"}`;
		});
	}
	for (const chart of Object.values(charts)) {
		for (const axis of Object.values(chart.options.scales)) {
			axis.ticks.color = color("muted");
			axis.grid = { ...axis.grid, color: color("grid") };
		}
		chart.update("none");
	}
}

function push(chart, values) {
	chart.data.datasets.forEach((dataset, i) => {
		dataset.data.push(values[i]);
		dataset.data.shift();
	});
	chart.update("none");
}

/** Adds the second that has just passed: shares of the levels, and reads a second. */
export function pushSecond({ l1, l2, miss, rate }) {
	push(charts.levels, [l1, l2, miss].map((share) => (share === null ? null : 100 * share)));
	push(charts.rate, [rate]);
}

/** Empties the charts over time, when another cache is shown. */
export function forgetSeconds() {
	for (const chart of [charts.levels, charts.rate]) {
		chart.data.datasets.forEach((dataset) => dataset.data.fill(null));
		chart.update("none");
	}
}

export function showLatencies(comparisons) {
	const known = comparisons.filter((each) => each.cached.reads && each.direct.reads);
	charts.latency.data.labels = known.map((each) => KINDS[each.kind]);
	charts.latency.data.datasets[0].data = known.map((each) => Math.max(0.1, each.cached.p50Micros));
	charts.latency.data.datasets[1].data = known.map((each) => each.direct.p50Micros);
	charts.latency.update();
}

/** Marks the shards from this index on as new. */
export function markShards(from) {
	shardsFrom = from;
}

export function showShards(shards) {
	const { data } = charts.shards;
	data.labels = shards.map((shard) => String(shard.index));
	data.datasets[0].data = shards.map((shard) => shard.size);
	data.datasets[0].backgroundColor = shards.map((shard) => color(shard.index >= shardsFrom ? "miss" : "l2"));
	charts.shards.update();
}
