package io.github.twscache.generated;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Tells whether what was observed of one key can be explained by one thread that did the
 * same in some order.
 */
final class LinearizabilityChecker {

	/*
	 * A search in the manner of Wing and Gong [1], with the states that were seen before
	 * kept in mind [2]. An operation has one to three steps, each at one moment between
	 * two of its times; a step may come next if no step that is left had to be over
	 * before it could begin.
	 *
	 * What a key is at a moment: its value, and the load that callers would join. The
	 * steps:
	 *
	 * - get: the value is what was returned.
	 *
	 * - put: takes the load away, stores, takes away the load that came meanwhile.
	 *
	 * - put if absent, invalidate, clear: changes the value and takes the load away, at
	 * once; put if absent does nothing where there is a value.
	 *
	 * - a load that ran its loader: begins before the loader is called, where there is
	 * neither a value nor a load to join; ends after the loader has returned, and stores
	 * if nobody took it away.
	 *
	 * - a load that did not: finds a value; or joins a load, and returns after that has
	 * ended.
	 *
	 * [1] Wing and Gong, Testing and Verifying Concurrent Objects, 1993 [2] Lowe, Testing
	 * for Linearizability, 2017
	 */

	private static final int NO_LOAD = -1;

	private static final int DONE = 3;

	private final List<Observed> operations;

	private final Set<Moment> seen = new HashSet<>();

	/**
	 * How far a search has come.
	 *
	 * @param steps the steps taken, two bits an operation
	 * @param value the value of the key
	 * @param load the operation that loads, and may be joined
	 * @param ended the loads that have ended, a bit each
	 */
	private record Moment(long steps, int value, int load, long ended) {

		int step(int operation) {
			return (int) (this.steps >>> (2 * operation)) & 3;
		}

		/** Makes the moment after a step of an operation. */
		Moment after(int operation, int step, int newValue, int newLoad) {
			long others = this.steps & ~(3L << (2 * operation));
			return new Moment(others | ((long) step << (2 * operation)), newValue, newLoad, this.ended);
		}

		Moment withEnd(int operation) {
			return new Moment(this.steps, this.value, this.load, this.ended | (1L << operation));
		}

	}

	/**
	 * Creates a checker.
	 * @param operations what was observed of one key, at most 31 operations
	 */
	LinearizabilityChecker(List<Observed> operations) {
		if (operations.size() > 31) {
			throw new IllegalArgumentException("too many operations: " + operations.size());
		}
		this.operations = List.copyOf(operations);
	}

	/**
	 * Searches for an order.
	 * @param initial the value at the beginning, {@link Observed#NOTHING} for none
	 * @return whether there is one
	 */
	boolean isLinearizable(int initial) {
		this.seen.clear();
		return search(new Moment(0, initial, NO_LOAD, 0));
	}

	private boolean search(Moment moment) {
		if (!this.seen.add(moment)) {
			return false;
		}
		boolean left = false;
		for (int i = 0; i < this.operations.size(); i++) {
			if (moment.step(i) != DONE) {
				left = true;
				Moment next = mayComeNext(moment, i) ? next(moment, i) : null;
				if (next != null && search(next)) {
					return true;
				}
			}
		}
		return !left;
	}

	private boolean mayComeNext(Moment moment, int operation) {
		Observed mine = this.operations.get(operation);
		long earliest = earliest(mine, moment.step(operation));
		for (int i = 0; i < this.operations.size(); i++) {
			Observed other = this.operations.get(i);
			int step = moment.step(i);
			if (i != operation && step != DONE
					&& (isBefore(other.operation(), mine.operation()) || latest(other, step) < earliest)) {
				return false;
			}
		}
		return true;
	}

	private static boolean isBefore(Operation one, Operation other) {
		return one.thread() == other.thread() && one.number() < other.number();
	}

	private static long earliest(Observed observed, int step) {
		return (observed.leads() && step > 0) ? observed.loaded() : observed.begin();
	}

	private static long latest(Observed observed, int step) {
		return (observed.leads() && step == 0) ? observed.loading() : observed.end();
	}

	/** Takes the next step of an operation; {@code null} if it contradicts. */
	private @Nullable Moment next(Moment now, int operation) {
		Observed observed = this.operations.get(operation);
		int step = now.step(operation);
		int outcome = observed.outcome();
		int number = observed.operation().number();
		return switch (observed.operation().kind()) {
			case GET -> (now.value() == outcome) ? now.after(operation, DONE, outcome, now.load()) : null;
			case PUT -> now.after(operation, step + 1, (step == 1) ? number : now.value(), NO_LOAD);
			case PUT_IF_ABSENT -> {
				if (now.value() != outcome) {
					yield null;
				}
				boolean stores = outcome == Observed.NOTHING;
				yield stores ? now.after(operation, DONE, number, NO_LOAD)
						: now.after(operation, DONE, outcome, now.load());
			}
			case INVALIDATE -> {
				boolean found = now.value() != Observed.NOTHING;
				yield (found == (outcome == Observed.REMOVED)) ? now.after(operation, DONE, Observed.NOTHING, NO_LOAD)
						: null;
			}
			case CLEAR -> now.after(operation, DONE, Observed.NOTHING, NO_LOAD);
			case RESIZE -> now.after(operation, DONE, now.value(), now.load());
			case LOAD, LOAD_ASYNC, FAILING_LOAD ->
				observed.leads() ? leads(now, operation, observed) : follows(now, operation, outcome);
		};
	}

	private @Nullable Moment leads(Moment now, int operation, Observed observed) {
		int product = observed.operation().product();
		if (observed.outcome() != product) {
			return null;
		}
		if (now.step(operation) == 0) {
			boolean free = now.value() == Observed.NOTHING && now.load() == NO_LOAD;
			return free ? now.after(operation, 1, now.value(), operation) : null;
		}
		boolean mine = now.load() == operation;
		boolean stores = mine && product > 0;
		return now.after(operation, DONE, stores ? product : now.value(), mine ? NO_LOAD : now.load())
			.withEnd(operation);
	}

	private @Nullable Moment follows(Moment now, int operation, int outcome) {
		if (now.step(operation) == 0) {
			if (now.value() != Observed.NOTHING) {
				return (now.value() == outcome) ? now.after(operation, DONE, outcome, now.load()) : null;
			}
			boolean joins = now.load() != NO_LOAD && this.operations.get(now.load()).operation().product() == outcome;
			return joins ? now.after(operation, 1, now.value(), now.load()) : null;
		}
		for (int i = 0; i < this.operations.size(); i++) {
			boolean ended = (now.ended() & (1L << i)) != 0;
			if (ended && this.operations.get(i).operation().isLoad()
					&& this.operations.get(i).operation().product() == outcome) {
				return now.after(operation, DONE, now.value(), now.load());
			}
		}
		return null;
	}

}
