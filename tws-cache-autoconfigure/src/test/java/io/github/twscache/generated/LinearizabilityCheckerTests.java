package io.github.twscache.generated;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.twscache.generated.Operation.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Histories written by hand: the checker refuses those that must not be, and no others.
 */
class LinearizabilityCheckerTests {

	private static final int NONE = Observed.NOTHING;

	@Test
	void readBesideAPutMaySeeEitherValue() {
		for (int read : new int[] { 9, 2 }) {
			assertThat(isRight(9, put(2, 0, 10), get(1, 3, 5, 6, read))).isTrue();
		}
		assertThat(isRight(9, put(2, 0, 10), get(1, 3, 5, 6, NONE))).isFalse();
	}

	@Test
	void readAfterAPutSeesIt() {
		assertThat(isRight(9, put(2, 0, 10), get(1, 3, 11, 12, 2))).isTrue();
		assertThat(isRight(9, put(2, 0, 10), get(1, 3, 11, 12, 9))).as("an old value").isFalse();
		assertThat(isRight(NONE, put(2, 0, 10), get(1, 3, 11, 12, NONE))).as("a lost put").isFalse();
	}

	@Test
	void valueOnceSeenDoesNotGoBack() {
		assertThat(isRight(9, put(2, 0, 10), get(1, 3, 1, 2, 2), get(1, 4, 3, 4, 2))).isTrue();
		assertThat(isRight(9, put(2, 0, 10), get(1, 3, 1, 2, 2), get(1, 4, 3, 4, 9))).isFalse();
	}

	@Test
	void operationsOfAThreadKeepTheirOrder() {
		assertThat(isRight(NONE, put(2, 5, 5), get(0, 3, 5, 5, 2))).isTrue();
		assertThat(isRight(NONE, put(2, 5, 5), get(0, 3, 5, 5, NONE))).isFalse();
	}

	@Test
	void oneOfTwoThatPutIfAbsentStores() {
		Observed stores = plain(Kind.PUT_IF_ABSENT, 0, 2, 0, 10, NONE);
		assertThat(isRight(NONE, stores, plain(Kind.PUT_IF_ABSENT, 1, 3, 0, 10, 2))).isTrue();
		assertThat(isRight(NONE, stores, plain(Kind.PUT_IF_ABSENT, 1, 3, 0, 10, NONE))).isFalse();
		assertThat(isRight(9, stores)).isFalse();
	}

	@Test
	void valueIsRemovedOnce() {
		Observed removes = plain(Kind.INVALIDATE, 0, 2, 0, 10, Observed.REMOVED);
		assertThat(isRight(9, removes, plain(Kind.INVALIDATE, 1, 3, 0, 10, NONE))).isTrue();
		assertThat(isRight(9, removes, plain(Kind.INVALIDATE, 1, 3, 0, 10, Observed.REMOVED))).isFalse();
		assertThat(isRight(9, removes, get(1, 3, 11, 12, 9))).isFalse();
		assertThat(isRight(9, plain(Kind.CLEAR, 0, 2, 0, 10, NONE), get(1, 3, 11, 12, 9))).isFalse();
	}

	@Test
	void loadedValueIsStored() {
		assertThat(isRight(NONE, load(0, 2, 0, 2, 8, 10), get(1, 3, 11, 12, 2))).isTrue();
		assertThat(isRight(NONE, load(0, 2, 0, 2, 8, 10), get(1, 3, 11, 12, NONE))).isFalse();
		assertThat(isRight(9, load(0, 2, 0, 2, 8, 10))).as("loaded, though it was there").isFalse();
	}

	@Test
	void valueRemovedDuringItsLoadIsNotStored() {
		Observed load = load(0, 2, 0, 2, 8, 10);
		Observed removal = plain(Kind.INVALIDATE, 1, 3, 4, 5, NONE);
		Observed clear = plain(Kind.CLEAR, 1, 3, 4, 5, NONE);
		for (Observed change : List.of(removal, clear)) {
			assertThat(isRight(NONE, load, change, get(1, 4, 11, 12, NONE))).isTrue();
			assertThat(isRight(NONE, load, change, get(1, 4, 11, 12, 2))).isFalse();
		}
	}

	@Test
	void putThatLastsAsLongAsALoadMayTakeItsTicket() {
		Observed removal = plain(Kind.INVALIDATE, 1, 4, 2, 3, Observed.REMOVED);
		Observed load = load(1, 5, 4, 5, 8, 9);
		assertThat(isRight(NONE, put(2, 0, 20), removal, load, get(1, 6, 21, 22, NONE))).isTrue();
		assertThat(isRight(NONE, put(2, 0, 3), removal, load, get(1, 6, 21, 22, NONE))).isFalse();
	}

	@Test
	void thereIsOneLoadAtATime() {
		assertThat(isRight(NONE, load(0, 2, 0, 2, 8, 10), load(1, 3, 0, 3, 9, 11))).isFalse();
		Observed removal = plain(Kind.INVALIDATE, 2, 4, 4, 5, NONE);
		assertThat(isRight(NONE, load(0, 2, 0, 2, 8, 10), removal, load(1, 3, 5, 6, 9, 11))).isTrue();
	}

	@Test
	void callersJoinALoadThatNothingHasMadeVoid() {
		Observed load = load(0, 2, 0, 2, 8, 10);
		assertThat(isRight(NONE, load, plain(Kind.LOAD, 1, 3, 3, 11, 2))).isTrue();
		Observed removal = plain(Kind.INVALIDATE, 1, 3, 4, 5, NONE);
		assertThat(isRight(NONE, load, removal, plain(Kind.LOAD, 1, 4, 6, 11, 2))).isFalse();
	}

	@Test
	void valueIsStoredBeforeThoseWhoJoinedReturn() {
		Observed load = load(0, 2, 0, 2, 8, 20);
		Observed joined = plain(Kind.LOAD, 1, 3, 3, 9, 2);
		assertThat(isRight(NONE, load, joined, get(1, 4, 10, 11, 2))).isTrue();
		assertThat(isRight(NONE, load, joined, get(1, 4, 10, 11, NONE))).isFalse();
	}

	@Test
	void failureIsNotStored() {
		Operation failing = new Operation(Kind.FAILING_LOAD, 0, 0, 2, 0);
		Observed load = new Observed(failing, 0, 2, 8, 10, -2);
		assertThat(isRight(NONE, load, plain(Kind.LOAD, 1, 3, 3, 11, -2), get(1, 4, 12, 13, NONE))).isTrue();
		assertThat(isRight(NONE, load, get(1, 4, 12, 13, 2))).isFalse();
	}

	private static boolean isRight(int initial, Observed... observed) {
		return new LinearizabilityChecker(List.of(observed)).isLinearizable(initial);
	}

	private static Observed put(int number, long begin, long end) {
		return plain(Kind.PUT, 0, number, begin, end, NONE);
	}

	private static Observed get(int thread, int number, long begin, long end, int outcome) {
		return plain(Kind.GET, thread, number, begin, end, outcome);
	}

	private static Observed plain(Kind kind, int thread, int number, long begin, long end, int outcome) {
		return new Observed(new Operation(kind, thread, 0, number, 0), begin, 0, 0, end, outcome);
	}

	private static Observed load(int thread, int number, long begin, long loading, long loaded, long end) {
		return new Observed(new Operation(Kind.LOAD, thread, 0, number, 0), begin, loading, loaded, end, number);
	}

}
