const whole = new Intl.NumberFormat("en");
const short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

export const GLYPHS = { WAITING: "○", READY: "◔", EXEC: "▶", SUCC: "✓", ABEND: "✕", HOLD: "‖" };
export const STATUSES = Object.keys(GLYPHS);

export const count = (value) => whole.format(Math.round(value));
export const compact = (value) => (value < 10000 ? count(value) : short.format(value));
export const percent = (ratio, digits = 1) => (Number.isFinite(ratio) ? `${(100 * ratio).toFixed(digits)} %` : "–");

export function micros(value) {
	if (value >= 1000) {
		return `${(value / 1000).toFixed(value >= 10000 ? 0 : 1)} ms`;
	}
	return `${value >= 10 ? Math.round(value) : value.toFixed(2)} µs`;
}

export function seconds(millis) {
	return `${(Math.max(0, millis) / 1000).toFixed(1)} s`;
}

export function age(instant, now = Date.now()) {
	const passed = Math.max(0, Math.round((now - Date.parse(instant)) / 1000));
	if (passed < 60) {
		return `${passed} s`;
	}
	return passed < 3600 ? `${Math.floor(passed / 60)} min` : `${Math.floor(passed / 3600)} h`;
}

/** Makes durations such as PT1M30S readable. */
export function duration(iso) {
	const match = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(iso ?? "");
	if (!match) {
		return iso ?? "–";
	}
	const parts = [[match[1], "h"], [match[2], "min"], [match[3], "s"]].filter(([value]) => value && Number(value) > 0);
	return parts.length ? parts.map(([value, unit]) => `${Number(value)} ${unit}`).join(" ") : "never";
}

export function element(tag, properties = {}, ...children) {
	const made = Object.assign(document.createElement(tag), properties);
	made.append(...children);
	return made;
}

export function setText(target, text) {
	const node = typeof target === "string" ? document.getElementById(target) : target;
	if (node.textContent !== text) {
		node.textContent = text;
	}
}

export function tone(node, status) {
	node.dataset.status = status;
	node.style.setProperty("--tone", `var(--${status})`);
}

export function badge(status) {
	const made = element("span", { className: "badge" });
	made.append(element("span", { className: "glyph", ariaHidden: "true" }), element("span", { className: "word" }));
	setBadge(made, status);
	return made;
}

export function setBadge(made, status) {
	if (made.dataset.status !== status) {
		tone(made, status);
		made.querySelector(".glyph").textContent = GLYPHS[status];
		made.querySelector(".word").textContent = status;
	}
}
