package io.github.twscache.autoconfigure;

import java.util.Collection;

import org.jspecify.annotations.Nullable;

/**
 * Finds the name that was probably meant by a misspelled one.
 */
final class NearestName {

	private NearestName() {
	}

	/**
	 * Finds the nearest name.
	 * @param misspelled the name that does not exist
	 * @param names those that do
	 * @return the nearest by the number of letters to change, or {@code null} if more
	 * than a third of them would have to change
	 */
	static @Nullable String of(String misspelled, Collection<String> names) {
		String nearest = null;
		int best = Math.max(1, misspelled.length() / 3) + 1;
		for (String name : names) {
			int distance = distance(misspelled, name);
			if (distance < best) {
				best = distance;
				nearest = name;
			}
		}
		return nearest;
	}

	/** Levenshtein's distance, row by row. */
	private static int distance(String from, String to) {
		int[] row = new int[to.length() + 1];
		for (int j = 0; j <= to.length(); j++) {
			row[j] = j;
		}
		for (int i = 1; i <= from.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j <= to.length(); j++) {
				int substituted = diagonal + ((from.charAt(i - 1) == to.charAt(j - 1)) ? 0 : 1);
				diagonal = row[j];
				row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
			}
		}
		return row[to.length()];
	}

}
