package io.github.twscache.engine;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Objects;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

/**
 * Nothing that was counted is lost, whoever owns the stripe.
 */
final class CounterStress {

	private static final int COUNTER = StripedCounters.PUTS;

	private static final Field STRIPES = accessible(StripedCounters.class, "stripes");

	private static final Field OWNER = accessible(Objects.requireNonNull(STRIPES.getType().getComponentType()),
			"owner");

	private static final Thread ENDED = endedThread();

	private CounterStress() {
	}

	/** Makes counters of one stripe, because two threads seldom meet on one of many. */
	private static StripedCounters countersOfOneStripe() {
		StripedCounters counters = new StripedCounters(true);
		write(STRIPES, counters, Arrays.copyOf(stripes(counters), 1));
		return counters;
	}

	private static Object[] stripes(StripedCounters counters) {
		try {
			return (Object[]) STRIPES.get(counters);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void write(Field field, Object target, Object value) {
		try {
			field.set(target, value);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Field accessible(Class<?> type, String name) {
		try {
			Field field = type.getDeclaredField(name);
			field.setAccessible(true);
			return field;
		}
		catch (NoSuchFieldException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Thread endedThread() {
		// Runs nothing: code of this class would wait until the class is initialized,
		// which waits for the thread.
		Thread thread = new Thread("ended");
		thread.start();
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		return thread;
	}

	@JCStressTest
	@Description("Two threads on one stripe: one becomes its owner, the other counts in the shared half.")
	@Outcome(id = "4", expect = ACCEPTABLE, desc = "All counted")
	@Outcome(expect = FORBIDDEN, desc = "Some lost")
	@State
	public static class OwnerAndGuest {

		private final StripedCounters counters = countersOfOneStripe();

		@Actor
		public void first() {
			this.counters.increment(COUNTER);
			this.counters.increment(COUNTER);
		}

		@Actor
		public void second() {
			this.counters.increment(COUNTER);
			this.counters.increment(COUNTER);
		}

		@Arbiter
		public void end(I_Result r) {
			r.r1 = (int) this.counters.sum(COUNTER);
		}

	}

	@JCStressTest
	@Description("Two threads on the stripe of an ended one, which the second shared count from now takes over.")
	@Outcome(id = "69", expect = ACCEPTABLE, desc = "All counted: 1 of the old owner, 62 shared, 6 of these two")
	@Outcome(expect = FORBIDDEN, desc = "Some lost")
	@State
	public static class TakeOver {

		private final StripedCounters counters = countersOfOneStripe();

		public TakeOver() {
			this.counters.increment(COUNTER);
			write(OWNER, stripes(this.counters)[0], ENDED);
			for (int i = 0; i < 62; i++) {
				this.counters.increment(COUNTER);
			}
		}

		@Actor
		public void first() {
			this.counters.increment(COUNTER);
			this.counters.increment(COUNTER);
			this.counters.increment(COUNTER);
		}

		@Actor
		public void second() {
			this.counters.increment(COUNTER);
			this.counters.increment(COUNTER);
			this.counters.increment(COUNTER);
		}

		@Arbiter
		public void end(I_Result r) {
			r.r1 = (int) this.counters.sum(COUNTER);
		}

	}

	@JCStressTest
	@Description("A sum that is read while a thread counts never falls.")
	@Outcome(id = { "0, [012]", "1, [12]", "2, 2" }, expect = ACCEPTABLE, desc = "The same, or more")
	@Outcome(expect = FORBIDDEN, desc = "Less than before")
	@State
	public static class Sum {

		private final StripedCounters counters = new StripedCounters(true);

		@Actor
		public void owner() {
			this.counters.increment(COUNTER);
			this.counters.increment(COUNTER);
		}

		@Actor
		public void reader(II_Result r) {
			r.r1 = (int) this.counters.sum(COUNTER);
			r.r2 = (int) this.counters.sum(COUNTER);
		}

	}

}
