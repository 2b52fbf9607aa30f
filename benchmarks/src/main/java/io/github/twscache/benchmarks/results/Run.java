package io.github.twscache.benchmarks.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A run of one kind of measurement: how thorough it is, and where its figures go.
 *
 * @param profile how thorough
 * @param directory where figures go, a JSON file a set
 */
public record Run(Profile profile, Path directory) {

	/**
	 * How thorough a run is.
	 */
	public enum Profile {

		/** Shows that everything works; the figures mean nothing. */
		SMOKE,

		/** For a look: minutes, figures with noise. */
		SHORT,

		/** For publishing. */
		LONG

	}

	/**
	 * Reads the arguments of a main method: the profile and the directory.
	 * @param args two arguments
	 * @return the run
	 */
	public static Run parse(String[] args) {
		if (args.length < 2) {
			throw new IllegalArgumentException("Give a profile (smoke, short, long) and a directory for the figures");
		}
		return new Run(Profile.valueOf(args[0].toUpperCase(Locale.ROOT)), Path.of(args[1]));
	}

	/**
	 * Chooses by profile.
	 * @param <T> the type of what is chosen
	 * @param smoke for {@link Profile#SMOKE}
	 * @param brief for {@link Profile#SHORT}
	 * @param thorough for {@link Profile#LONG}
	 * @return one of them
	 */
	public <T> T choose(T smoke, T brief, T thorough) {
		return switch (this.profile) {
			case SMOKE -> smoke;
			case SHORT -> brief;
			case LONG -> thorough;
		};
	}

	/**
	 * Writes the figures of a set, in place of those of before.
	 * @param set the name of the set and of the file
	 * @param measurements the figures
	 */
	public void write(String set, List<Measurement> measurements) {
		try {
			Files.createDirectories(this.directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		new ResultFile(this.directory.resolve(set + ".json")).write(measurements);
	}

}
