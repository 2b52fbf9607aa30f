package io.github.twscache.benchmarks.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with places for what is generated, such as <code>{{targets}}</code>.
 *
 * @param text the text
 */
record Template(String text) {

	private static final Pattern PLACE = Pattern.compile("\\{\\{([^{}]+)}}");

	/**
	 * Reads a template of this package.
	 * @param name the name of the file
	 * @return the template
	 */
	static Template read(String name) {
		try (InputStream in = Template.class.getResourceAsStream(name)) {
			if (in == null) {
				throw new IllegalArgumentException("There is no template " + name);
			}
			return new Template(new String(in.readAllBytes(), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Fills all places. One that is filled with nothing leaves no gap.
	 * @param filling gives for the name of a place what belongs there
	 * @return the text
	 */
	String fill(UnaryOperator<String> filling) {
		return PLACE.matcher(this.text)
			.replaceAll((place) -> Matcher.quoteReplacement(filling.apply(place.group(1)).stripTrailing()))
			.replaceAll("\n{3,}", "\n\n");
	}

}
