package io.github.twscache.benchmarks.report;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Orders texts as people do: {@code 2} before {@code 10}, {@code p99} before
 * {@code p99.9}, and what has no number by letters.
 */
final class NaturalOrder implements Comparator<String> {

	static final NaturalOrder INSTANCE = new NaturalOrder();

	private static final Pattern NUMBER = Pattern.compile("(\\D*?)(\\d+(?:\\.\\d+)?)(.*)");

	private NaturalOrder() {
	}

	@Override
	public int compare(String one, String two) {
		Matcher first = NUMBER.matcher(one);
		Matcher second = NUMBER.matcher(two);
		if (!first.matches() || !second.matches() || !first.group(1).equals(second.group(1))) {
			return one.compareTo(two);
		}
		int byNumber = Double.compare(Double.parseDouble(first.group(2)), Double.parseDouble(second.group(2)));
		return (byNumber != 0) ? byNumber : compare(first.group(3), second.group(3));
	}

}
