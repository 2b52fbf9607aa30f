package io.github.twscache.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the oracle has found in a store: what keeps the store from being quiet, and what
 * is wrong.
 */
final class StoreReport {

	private static final int MOST_SHOWN = 100;

	/** What may pass by itself: a lock held, a load under way. */
	private final List<String> unrest = new ArrayList<>();

	/** What must never be, whether the store is quiet or not. */
	private final List<String> disagreements = new ArrayList<>();

	void unrest(String format, Object... arguments) {
		this.unrest.add(format.formatted(arguments));
	}

	void disagree(String format, Object... arguments) {
		this.disagreements.add(format.formatted(arguments));
	}

	boolean isQuiet() {
		return this.unrest.isEmpty();
	}

	/** All there is to say, nothing of a store that is quiet and whole. */
	List<String> problems() {
		return Stream.concat(this.unrest.stream(), this.disagreements.stream()).toList();
	}

	/** For a store that nobody uses. */
	void assertContent() {
		if (!problems().isEmpty()) {
			throw new AssertionError(text());
		}
	}

	/** For a store that may be in use. */
	void assertNothingWrong() {
		if (!this.disagreements.isEmpty()) {
			throw new AssertionError(text());
		}
	}

	/** For whoever waits until the store is quiet. */
	void assertQuiet() {
		if (!isQuiet()) {
			throw new AssertionError(text());
		}
	}

	private String text() {
		StringBuilder text = new StringBuilder("The oracle found ").append(this.disagreements.size())
			.append(" disagreement(s)");
		append(text, this.disagreements);
		if (!this.unrest.isEmpty()) {
			text.append("\nThe store is not quiet:");
			append(text, this.unrest);
		}
		return text.toString();
	}

	private static void append(StringBuilder text, List<String> lines) {
		lines.stream().limit(MOST_SHOWN).forEach((line) -> text.append("\n - ").append(line));
		if (lines.size() > MOST_SHOWN) {
			text.append("\n - and ").append(lines.size() - MOST_SHOWN).append(" more");
		}
	}

	/**
	 * Describes an entry by its marks; only asks keys that are sure to answer for a text.
	 */
	static String describe(Entry entry) {
		if (entry == null) {
			return "nothing";
		}
		Object key = entry.key;
		String name = (key instanceof CharSequence || key instanceof Number) ? key.toString()
				: key.getClass().getName();
		return "%s entry '%s' (hash %08x, deadline %d, queue %d, wheel slot %d)".formatted(
				entry.isDead() ? "dead" : "living", name, entry.hash, entry.deadline(), entry.queue, entry.wheelSlot);
	}

}
