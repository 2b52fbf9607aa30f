package io.github.twscache.benchmarks.report;

import java.awt.Color;
import java.util.Comparator;
import java.util.List;

/**
 * The order and the colours of what is compared, the same in all tables and plots.
 */
final class Subjects {

	/** The product. */
	static final String TWS = "tws";

	// Colours that those who see few can tell apart, after Okabe and Ito
	private static final List<Subject> KNOWN = List.of(new Subject(TWS, 0x0072b2),
			new Subject("tws-without-l1", 0x56b4e9), new Subject("tws-off", 0x56b4e9),
			new Subject("caffeine", 0xe69f00), new Subject("caffeine-async", 0xf0c860),
			new Subject("cache2k", 0x009e73), new Subject("guava", 0xcc79a7), new Subject("ehcache", 0x8c6d31),
			new Subject("simple", 0x999999), new Subject("hashmap", 0x999999), new Subject("baseline", 0xd55e00),
			new Subject("modulo", 0xd55e00), new Subject("treemap", 0xe69f00), new Subject("ideal", 0x333333));

	/** As in tables: the product first, then its rivals, then others by name. */
	static final Comparator<String> ORDER = Comparator.comparingInt(Subjects::position)
		.thenComparing(NaturalOrder.INSTANCE);

	private Subjects() {
	}

	/**
	 * Gives the colour of a series.
	 * @param label a subject, or a subject and what else tells the series apart
	 * @param index the place of the series in its plot, for one that has no colour
	 * @return the colour
	 */
	static Color color(String label, int index) {
		int position = position(label);
		if (position == KNOWN.size()) {
			return new Color(KNOWN.get(index % KNOWN.size()).rgb());
		}
		Color color = new Color(KNOWN.get(position).rgb());
		return label.endsWith("shards 1") ? color.brighter() : color;
	}

	private static int position(String label) {
		String subject = label.contains(",") ? label.substring(0, label.indexOf(',')) : label;
		for (int i = 0; i < KNOWN.size(); i++) {
			if (KNOWN.get(i).id().equals(subject)) {
				return i;
			}
		}
		return KNOWN.size();
	}

	private record Subject(String id, int rgb) {

	}

}
