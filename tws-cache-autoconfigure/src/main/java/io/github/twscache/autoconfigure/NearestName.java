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
	 * @return the nearest by the number of letters to change or to swap, or {@code null}
	 * if more than a third of them would have to change
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

	/** Levenshtein's distance, where two neighbours that are swapped count once. */
	private static int distance(String from, String to) {
		int[][] rows = new int[from.length() + 1][to.length() + 1];
		for (int i = 0; i <= from.length(); i++) {
			for (int j = 0; j <= to.length(); j++) {
				rows[i][j] = (i == 0 || j == 0) ? i + j : distance(rows, i, j, from, to);
			}
		}
		return rows[from.length()][to.length()];
	}

	private static int distance(int[][] rows, int i, int j, String from, String to) {
		int substituted = rows[i - 1][j - 1] + ((from.charAt(i - 1) == to.charAt(j - 1)) ? 0 : 1);
		int nearest = Math.min(substituted, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
		boolean swapped = i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2)
				&& from.charAt(i - 2) == to.charAt(j - 1);
		return swapped ? Math.min(nearest, rows[i - 2][j - 2] + 1) : nearest;
	}

}
