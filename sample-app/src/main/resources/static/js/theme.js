const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");
const button = document.getElementById("theme");

function stored() {
	try {
		return localStorage.getItem("theme");
	}
	catch {
		return null;
	}
}

function apply(theme, onChange) {
	root.dataset.theme = theme;
	const other = theme === "dark" ? "light" : "dark";
	button.textContent = other === "dark" ? "Dark" : "Light";
	button.setAttribute("aria-label", `Switch to ${other} theme`);
	onChange();
}

/** Lets the button switch the theme, and follows the system until it has been used. */
export function startTheme(onChange) {
	apply(root.dataset.theme, () => undefined);
	button.addEventListener("click", () => {
		const theme = root.dataset.theme === "dark" ? "light" : "dark";
		try {
			localStorage.setItem("theme", theme);
		}
		catch {
			// Storage may be forbidden; then the choice lasts as long as the page.
		}
		apply(theme, onChange);
	});
	system.addEventListener("change", () => {
		if (!stored()) {
			apply(system.matches ? "dark" : "light", onChange);
		}
	});
}

export function color(name) {
	return getComputedStyle(root).getPropertyValue(`--${name}`).trim();
}
