package io.github.twscache.benchmarks.report;

import java.util.Locale;

/**
 * Writes figures with their units, short enough for a table.
 */
final class Amounts {

	private static final String[] UP = { "", "k", "M", "G" };

	private static final String[] TIMES = { "ns", "µs", "ms", "s" };

	private Amounts() {
	}

	/**
	 * Writes a figure.
	 * @param value the figure
	 * @param unit its unit, as in results
	 * @return for example {@code 105 Mops/s}
	 */
	static String of(double value, String unit) {
		return switch (unit) {
			case "ops/s" -> scaled(value, UP, "ops/s");
			case "ns" -> scaled(value, TIMES, "");
			case "percent" -> number(value, 2) + " %";
			case "bytes" -> (Math.abs(value) < 10_000) ? number(value, 1) + " B" : scaled(value, UP, "B");
			case "count" -> number(value, (value == Math.rint(value)) ? 0 : 1);
			case "ratio", "" -> digits(value);
			case "1/Mops" -> digits(value) + " /Mop";
			default -> digits(value) + " " + unit;
		};
	}

	/**
	 * Writes a figure with about three digits.
	 * @param value the figure
	 * @return for example {@code 1.23}, {@code 12.3} or {@code 1,234}
	 */
	static String digits(double value) {
		double size = Math.abs(value);
		if (size != 0 && size < 0.01) {
			return String.format(Locale.ROOT, "%.2g", value);
		}
		return number(value, (size < 10) ? 2 : (size < 100) ? 1 : 0);
	}

	/**
	 * Writes a figure with a number of decimals.
	 * @param value the figure
	 * @param decimals how many
	 * @return for example {@code 1,234.5}
	 */
	static String number(double value, int decimals) {
		// No minus before a zero
		double rounded = Math.abs(value) < 0.5 * Math.pow(10, -decimals) ? 0 : value;
		return String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
	}

	private static String scaled(double value, String[] prefixes, String unit) {
		double rest = value;
		int prefix = 0;
		while (Math.abs(rest) >= 999.5 && prefix < prefixes.length - 1) {
			rest /= 1000;
			prefix++;
		}
		return digits(rest) + " " + prefixes[prefix] + unit;
	}

}
