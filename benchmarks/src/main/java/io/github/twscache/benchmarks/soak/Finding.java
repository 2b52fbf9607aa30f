package io.github.twscache.benchmarks.soak;

/**
 * A figure of a run, and whether it is what was promised.
 *
 * @param what the figure
 * @param before what it was in the second fifth
 * @param after what it was in the last fifth
 * @param promise what may become of it, in words
 * @param failure what is wrong, as a sentence; empty if nothing is
 */
record Finding(String what, String before, String after, String promise, String failure) {

	boolean holds() {
		return this.failure.isEmpty();
	}

}
