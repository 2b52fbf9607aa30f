package io.github.twscache.generated;

import java.util.List;

/**
 * A step of a case: does something to the cache and the same to its model, and compares
 * what comes of it. Its text is what a failure shows.
 */
interface Step {

	void perform(Trial trial) throws Exception;

	/** Gives simpler steps, to be tried in its place when a case that fails is shrunk. */
	default List<Step> simpler() {
		return List.of();
	}

}
