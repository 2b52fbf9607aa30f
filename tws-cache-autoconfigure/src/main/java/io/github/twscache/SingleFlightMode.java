package io.github.twscache;

/**
 * Who runs the method of a plain {@code @Cacheable}. Heeded by the Spring side alone.
 */
public enum SingleFlightMode {

	/**
	 * The cache, wherever the outcome is that of Spring's own way.
	 */
	AUTO,

	/**
	 * Spring, after a look-up and before a put that know nothing of each other.
	 */
	OFF

}
