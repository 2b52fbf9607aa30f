package io.github.twscache.generated;

import java.util.Locale;

/**
 * What a thread of a history does to one key.
 *
 * @param kind what
 * @param thread the thread
 * @param key the key
 * @param number unique in a history and rising in each thread; also the value stored
 * @param pause how long to wait before it, and in a loader, in turns of a loop
 */
record Operation(Kind kind, int thread, int key, int number, int pause) {

	/**
	 * The kinds of operation.
	 */
	enum Kind {

		GET, PUT, PUT_IF_ABSENT, INVALIDATE, LOAD, LOAD_ASYNC, FAILING_LOAD, CLEAR, RESIZE

	}

	/** Draws an operation. */
	static Operation draw(Dice dice, int thread, int keys, int number) {
		Kind kind = dice.one(Kind.GET, Kind.GET, Kind.GET, Kind.GET, Kind.PUT, Kind.PUT, Kind.PUT, Kind.PUT_IF_ABSENT,
				Kind.INVALIDATE, Kind.INVALIDATE, Kind.LOAD, Kind.LOAD, Kind.LOAD_ASYNC, dice.one(Kind.values()));
		return new Operation(kind, thread, dice.below(keys), number, dice.below(dice.one(1, 50, 400)));
	}

	boolean isLoad() {
		return this.kind == Kind.LOAD || this.kind == Kind.LOAD_ASYNC || this.kind == Kind.FAILING_LOAD;
	}

	/** Whether it has to do with a key. */
	boolean concerns(int other) {
		return this.kind == Kind.CLEAR || (this.kind != Kind.RESIZE && this.key == other);
	}

	/** What a load ends with: a value, or a failure. */
	int product() {
		return (this.kind == Kind.FAILING_LOAD) ? -this.number : this.number;
	}

	@Override
	public String toString() {
		String name = this.kind.name().toLowerCase(Locale.ROOT);
		return switch (this.kind) {
			case CLEAR -> name;
			case RESIZE -> name + " " + this.number;
			case GET, INVALIDATE -> name + " k" + this.key;
			default -> name + " k" + this.key + " = " + this.number;
		};
	}

}
