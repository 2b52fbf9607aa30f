import { api } from "./api.js";
import { forgetSeconds, markShards, pushSecond, showLatencies, showShards } from "./charts.js";
import { compact, count, duration, element, micros, percent, setText } from "./format.js";
import { busy, tell } from "./results.js";

const WINDOW = 10;
const byId = (id) => document.getElementById(id);
let chosen = "jobs";
let names = [];
let history = [];
let lastChanges = null;

/** Splits the hits of a cache by level; the endpoint gives ratios. */
function levels(figures) {
	const l1 = Math.round((figures.l1HitRatio || 0) * figures.gets);
	return { gets: figures.gets, l1, l2: Math.max(0, figures.hits - l1), misses: figures.misses };
}

function difference(from, to) {
	const gets = to.gets - from.gets;
	const share = (name) => (gets > 0 ? (to[name] - from[name]) / gets : null);
	const l1 = share("l1");
	const miss = share("misses");
	return { gets, l1, miss, l2: gets > 0 ? Math.max(0, 1 - l1 - miss) : null, rate: (1000 * gets) / Math.max(1, to.at - from.at) };
}

function offerCaches(found) {
	if (found.join() === names.join()) {
		return;
	}
	names = found;
	const box = byId("cache-choice");
	box.querySelectorAll("label").forEach((label) => label.remove());
	for (const name of names) {
		const radio = element("input", { type: "radio", name: "cache", value: name, checked: name === chosen });
		radio.addEventListener("change", () => choose(name));
		box.append(element("label", {}, radio, name));
	}
}

function choose(name) {
	chosen = name;
	history = [];
	markShards(Infinity);
	forgetSeconds();
	pollCache().catch(() => undefined);
}

function showFigures(figures) {
	const now = { ...levels(figures), at: performance.now() };
	const before = history.at(-1);
	if (before && before.gets > now.gets) {
		history = [];
	}
	if (history.length) {
		pushSecond(difference(history.at(-1), now));
		const recent = difference(history[0], now);
		setText("f-rate", compact(difference(history.at(-1), now).rate));
		setText("f-hit", recent.miss === null ? "–" : percent(1 - recent.miss));
		setText("f-l1", percent(recent.l1 ?? NaN));
		setText("f-l2", percent(recent.l2 ?? NaN));
	}
	history.push(now);
	history = history.slice(-WINDOW - 1);
	setText("f-gets", `${compact(now.gets)} since start`);
	setText("f-hit-total", `${percent(figures.hitRatio ?? NaN)} since start`);
	setText("f-l1-total", `${percent(now.gets ? now.l1 / now.gets : NaN)} since start`);
	setText("f-l2-total", `${percent(now.gets ? now.l2 / now.gets : NaN)} since start`);
	setText("f-size", count(figures.size));
	setText("f-max", `of at most ${count(figures.maxSize)}`);
	setText("f-loads", compact(figures.loads));
	setText("f-load-time", `${micros(1000 * (figures.averageLoadMillis || 0))} on average`);
	setText("f-expired", compact(figures.expirations));
	setText("f-evicted", `${compact(figures.evictions)} evicted by size`);
	setText("f-locks", compact(figures.lockContentions));
	setText("f-cleanup", `cleanup took ${micros(1000 * (figures.lastCleanupMillis || 0))}`);
	setText("cache-settings", `time to live ${duration(figures.ttl)} · ${figures.numShardsInUse} shards in use`);
	byId("figures").dataset.gets = now.gets;
}

function showBalance(shards) {
	showShards(shards);
	const sizes = shards.map((shard) => shard.size);
	const sum = sizes.reduce((all, size) => all + size, 0);
	const fullest = sum ? Math.max(...sizes) / (sum / sizes.length) : 0;
	setText("shards-text", sum ? `${count(sum)} entries, fullest shard ${fullest.toFixed(2)} × the mean` : `${sizes.length} shards, all empty`);
}

/** Asks the endpoint and shows what it says. */
export async function pollCache() {
	const asked = chosen;
	try {
		const all = await api.caches();
		offerCaches(Object.keys(all.caches).sort());
		const details = all.caches[asked] ? await api.cache(asked) : null;
		byId("no-endpoint").hidden = true;
		if (asked === chosen && details) {
			showFigures(details);
			showBalance(details.shards ?? []);
		}
		if (document.activeElement !== byId("shards") && !byId("shards").dataset.touched) {
			byId("shards").value = all.numShards;
		}
	}
	catch (error) {
		if (error.status !== 404) {
			throw error;
		}
		byId("no-endpoint").hidden = names.length > 0;
	}
}

/** Shows the latencies that the sample measures itself. */
export async function pollLive() {
	const live = await api.live();
	showLatencies(live.latencies);
	tellLatency(live.latencies);
	if (lastChanges) {
		const passed = (Date.parse(live.at) - lastChanges[0].at) / 1000;
		const written = live.statusChanges - lastChanges[0].changes;
		setText("rate-text", `meanwhile ${(written / Math.max(1, passed)).toFixed(1)} changes of status a second`);
	}
	lastChanges = [...(lastChanges ?? []), { at: Date.parse(live.at), changes: live.statusChanges }].slice(-WINDOW);
}

function tellLatency(comparisons) {
	const job = comparisons.find((each) => each.kind === "JOB");
	if (job?.cached.reads && job.direct.reads) {
		setText("latency-text", "");
		byId("latency-text").append(element("span", { className: "key l1" }), `with ${micros(job.cached.p50Micros)} `,
			element("span", { className: "key miss" }), `without ${micros(job.direct.p50Micros)}, one job`);
	}
}

async function resize(target) {
	const before = await api.cache(chosen);
	await api.change({ numShards: target });
	delete byId("shards").dataset.touched;
	let after = await api.cache(chosen);
	for (let tries = 0; tries < 20 && after.shards.length === before.shards.length && target !== before.shards.length; tries++) {
		await new Promise((resolve) => setTimeout(resolve, 100));
		after = await api.cache(chosen);
	}
	tellMove(target, before.shards, after.shards);
	markShards(before.shards.length);
	setTimeout(() => markShards(Infinity), 6000);
	await pollCache();
}

function tellMove(target, before, after) {
	const total = (shards) => shards.reduce((sum, shard) => sum + shard.size, 0);
	const from = before.length;
	const to = after.length;
	if (from === to) {
		tell(`${target} shards asked for; ${chosen} uses ${to}, as before: it is too small for more.`);
		return;
	}
	const [moved, all] = to > from ? [total(after.slice(from)), total(after)] : [total(before.slice(to)), total(before)];
	const byModulo = 1 - Math.min(from, to) / lcm(from, to);
	tell(`${chosen}: ${from} → ${to} shards. About ${count(moved)} of ${count(all)} entries moved (${percent(all ? moved / all : 0, 0)}); hash % shards would have moved ${percent(byModulo, 0)}.`);
}

function lcm(a, b) {
	const gcd = (x, y) => (y ? gcd(y, x % y) : x);
	return (a * b) / gcd(a, b);
}

/** Gives the buttons of the cache their work. */
export function startCacheControls() {
	byId("shards").addEventListener("input", (event) => { event.target.dataset.touched = "yes"; });
	byId("shards-form").addEventListener("submit", (event) => {
		event.preventDefault();
		busy(byId("shards-apply"), () => resize(byId("shards").valueAsNumber));
	});
	byId("burst-form").addEventListener("submit", (event) => {
		event.preventDefault();
		const readers = byId("burst-readers").valueAsNumber;
		const length = byId("burst-seconds").valueAsNumber;
		busy(byId("burst"), async () => {
			tell(`${readers} readers are reading jobs for ${length} s …`);
			const done = await api.burst(readers, 1000 * length);
			tell(`Burst: ${count(done.reads)} reads, ${compact(done.readsPerSecond)} a second; median ${micros(done.latency.p50Micros)}, 99 % within ${micros(done.latency.p99Micros)}.`);
		});
	});
	byId("compare").addEventListener("click", () => busy(byId("compare"), async () => {
		const comparisons = await api.compare();
		const parts = comparisons.map(({ kind, cached, direct }) => `${kind.toLowerCase()} ${micros(cached.p50Micros)} instead of ${micros(direct.p50Micros)}`);
		tell(`Measured, median: ${parts.join("; ")}.`);
		showLatencies(comparisons);
	}));
	byId("cleanup").addEventListener("click", () => busy(byId("cleanup"), async () => {
		const before = await api.cache(chosen);
		await api.change({ cleanup: true });
		const after = await api.cache(chosen);
		tell(`Cleaned up: ${count(after.expirations - before.expirations)} expired entries of ${chosen} went, in ${micros(1000 * (after.lastCleanupMillis || 0))}.`);
		await pollCache();
	}));
	byId("evict").addEventListener("click", () => busy(byId("evict"), async () => {
		const before = await api.cache(chosen);
		await api.clear(chosen);
		tell(`Evicted all of ${chosen}: ${count(before.size)} entries.`);
		await pollCache();
	}));
}
