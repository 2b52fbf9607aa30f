package io.github.twscache.engine;

/**
 * Judges by samples of hits whether looking into the first level first is worth it.
 */
final class Level1Trial {

	/*
	 * A look that fails has touched a slot, and often an entry of another key, for
	 * nothing, so keys that are all equally likely are read faster without a first level.
	 *
	 * Windows follow each other, each as long as a number of sampled hits in the second
	 * level. In the first window after the slots were made they fill, which is not
	 * judged; each later one is. If too few hits came from the first level, it rests for
	 * a number of windows, twice as many each time, and then fills again: what is read
	 * may have changed.
	 *
	 * Samples are counted without care, since a lost one changes no verdict by much. All
	 * else is guarded by this object's monitor, but that anybody may read isResting.
	 */

	private enum State {

		FILLING, JUDGED, RESTING

	}

	/** Fewer hits in the first level than so many for one in the second are too few. */
	private static final int HITS_FOR_A_MISS = 3;

	/** Fewer samples would judge by chance. */
	private static final int LEAST_WINDOW = 1024;

	private static final int LEAST_REST = 64;

	private static final int LONGEST_REST = 4096;

	private int hits;

	private int misses;

	private volatile State state = State.FILLING;

	/** Guarded by this. */
	private int window = LEAST_WINDOW;

	/** How many windows the next rest takes. Guarded by this. */
	private int rest = LEAST_REST;

	/** The samples at which the present window, or rest, ends. */
	private volatile long end = LEAST_WINDOW;

	/** Counts one of 64 hits in the first level. */
	void hit() {
		this.hits++;
	}

	/**
	 * Counts one of 64 hits in the second level.
	 * @return whether it ended a window with a verdict to rest
	 */
	boolean missed() {
		return ++this.misses >= this.end && endWindow();
	}

	boolean isResting() {
		return this.state == State.RESTING;
	}

	/** Begins anew, with slots that are empty. */
	synchronized void begin(int slots) {
		this.window = Math.max(LEAST_WINDOW, slots);
		next(State.FILLING, this.window);
	}

	private synchronized boolean endWindow() {
		if (this.misses < this.end) {
			return false;
		}
		switch (this.state) {
			case RESTING -> next(State.FILLING, this.window);
			case FILLING -> next(State.JUDGED, this.window);
			case JUDGED -> judge();
		}
		return this.state == State.RESTING;
	}

	private void judge() {
		if (this.hits >= (long) HITS_FOR_A_MISS * this.misses) {
			this.rest = LEAST_REST;
			next(State.JUDGED, this.window);
		}
		else {
			next(State.RESTING, (long) this.rest * this.window);
			this.rest = Math.min(2 * this.rest, LONGEST_REST);
		}
	}

	private void next(State next, long length) {
		this.hits = 0;
		this.misses = 0;
		this.end = Math.min(length, Integer.MAX_VALUE);
		this.state = next;
	}

}
