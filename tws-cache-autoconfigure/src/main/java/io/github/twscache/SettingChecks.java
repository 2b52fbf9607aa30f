package io.github.twscache;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The ranges of settings.
 */
final class SettingChecks {

	/** The mend of a time for which values may be served stale. */
	static final String OFF_OR_AN_HOUR = "Use 0 to serve no stale values, or for example 1h.";

	private SettingChecks() {
	}

	static long range(String setting, long value, long min, long max) {
		if (value < min || value > max) {
			throw new InvalidSettingException(setting, value, "a number from " + min + " to " + max,
					"Use a number in that range.");
		}
		return value;
	}

	static double fraction(String setting, double value) {
		if (!(value >= 0 && value < 1)) {
			throw new InvalidSettingException(setting, value, "a fraction from 0 to below 1",
					"Use 0 for none, or for example 0.1 for up to a tenth.");
		}
		return value;
	}

	static double part(String setting, double value) {
		if (!(value > 0 && value < 1)) {
			throw new InvalidSettingException(setting, value, "a fraction above 0 and below 1",
					"Use for example 0.8 for a refresh after four fifths of the time to live.");
		}
		return value;
	}

	static Duration notNegative(String setting, @Nullable Duration value) {
		return notNegative(setting, value, "Use 0 for entries that never expire, or for example 60s.");
	}

	static Duration notNegative(String setting, @Nullable Duration value, String mend) {
		if (value == null || value.isNegative()) {
			throw new InvalidSettingException(setting, value, "a duration of zero or more", mend);
		}
		return value;
	}

	static Duration positive(String setting, @Nullable Duration value) {
		if (value == null || value.isNegative() || value.isZero()) {
			throw new InvalidSettingException(setting, value, "a duration above zero",
					"Use for example 30s, or leave the setting out.");
		}
		return value;
	}

	static <T> T present(String setting, @Nullable T value) {
		if (value == null) {
			throw new InvalidSettingException(setting, null, "a value that is not null", "Give a value.");
		}
		return value;
	}

}
