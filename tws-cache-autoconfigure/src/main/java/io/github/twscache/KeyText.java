package io.github.twscache;

import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The text by which operators and key rules know a key: its string form, and for a key
 * that Spring made of several arguments these, joined with a comma. Immutable.
 */
public final class KeyText {

	/*
	 * Spring's SimpleKey is known by its name, because this package has to do without
	 * Spring. It shows its elements only in its string form, joined with a comma and a
	 * space. An element may contain the same, so space after a comma does not count.
	 */

	private static final String SIMPLE_KEY = "org.springframework.cache.interceptor.SimpleKey";

	private static final Pattern SPACE_AFTER_COMMA = Pattern.compile(",\\s+");

	private final String text;

	private final boolean elements;

	private KeyText(String text, boolean elements) {
		this.text = text;
		this.elements = elements;
	}

	/** Takes the text of a key; throws what its {@code toString} throws. */
	static KeyText of(Object key) {
		String shown = Objects.requireNonNullElse(key.toString(), "null");
		return isSimpleKey(key) ? new KeyText(elements(shown), true) : new KeyText(shown, false);
	}

	/**
	 * Recognises the keys that an operator means by a text: those whose string form it
	 * is, and each {@code SimpleKey} of Spring's whose elements, joined with a comma, it
	 * is.
	 * @param text the text
	 * @return what tells whether a key is meant
	 */
	public static Predicate<Object> matching(String text) {
		String elements = withoutSpaceAfterComma(text);
		return (key) -> {
			KeyText own = of(key);
			return own.text.equals(own.elements ? elements : text);
		};
	}

	/** The text; that of elements has no space after a comma. */
	String text() {
		return this.text;
	}

	/** Whether the text is that of the elements of a {@code SimpleKey}. */
	boolean isOfElements() {
		return this.elements;
	}

	static String withoutSpaceAfterComma(String text) {
		return SPACE_AFTER_COMMA.matcher(text).replaceAll(",");
	}

	private static boolean isSimpleKey(Object key) {
		for (Class<?> type = key.getClass(); type != null; type = type.getSuperclass()) {
			if (type.getName().equals(SIMPLE_KEY)) {
				return true;
			}
		}
		return false;
	}

	private static String elements(String shown) {
		int end = shown.endsWith("]") ? shown.length() - 1 : shown.length();
		return withoutSpaceAfterComma(shown.substring(shown.indexOf('[') + 1, end));
	}

}
