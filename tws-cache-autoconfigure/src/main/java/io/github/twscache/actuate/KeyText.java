package io.github.twscache.actuate;

import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.springframework.cache.interceptor.SimpleKey;

/**
 * Recognises the keys that an operator means by a text: those whose string form it is,
 * and each {@link SimpleKey} whose elements, joined with a comma, it is.
 */
final class KeyText implements Predicate<Object> {

	/*
	 * A SimpleKey shows its elements only in its string form, joined with a comma and a
	 * space. An element may contain the same, so space after a comma does not count.
	 */
	private static final Pattern SPACE_AFTER_COMMA = Pattern.compile(",\\s+");

	private final String text;

	private final String elements;

	KeyText(String text) {
		this.text = text;
		this.elements = withoutSpaceAfterComma(text);
	}

	@Override
	public boolean test(Object key) {
		if (key instanceof SimpleKey) {
			String shown = key.toString();
			String inside = shown.substring(shown.indexOf('[') + 1, shown.length() - 1);
			return withoutSpaceAfterComma(inside).equals(this.elements);
		}
		return String.valueOf(key).equals(this.text);
	}

	private static String withoutSpaceAfterComma(String text) {
		return SPACE_AFTER_COMMA.matcher(text).replaceAll(",");
	}

}
