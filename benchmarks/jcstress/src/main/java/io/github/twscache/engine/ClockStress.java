package io.github.twscache.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

import static io.github.twscache.engine.StressedStore.HASH;
import static io.github.twscache.engine.StressedStore.KEY;
import static io.github.twscache.engine.StressedStore.MILLI;
import static io.github.twscache.engine.StressedStore.ONE;
import static io.github.twscache.engine.StressedStore.millis;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

/**
 * Times that several threads write are only raised. The published time is not even that
 * once its daemon has ended; the daemon itself takes no part: its writes are made here.
 */
final class ClockStress {

	private static final long IDLE = Long.MAX_VALUE;

	private static final VarHandle PUBLISHED;

	static {
		try {
			PUBLISHED = MethodHandles.privateLookupIn(CacheClock.class, MethodHandles.lookup())
				.findVarHandle(CacheClock.class, "published", long.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private ClockStress() {
	}

	/** Makes a clock that has published its first time, as its daemon begins. */
	private static CacheClock started() {
		CacheClock clock = new CacheClock(() -> 0, false);
		publish(clock, 0);
		return clock;
	}

	private static void publish(CacheClock clock, long nanos) {
		PUBLISHED.setVolatile(clock, nanos);
	}

	@JCStressTest
	@Description("Two repairs, one with an older time.")
	@Outcome(id = "20", expect = ACCEPTABLE, desc = "The later time stays")
	@Outcome(expect = FORBIDDEN, desc = "The time went back")
	@State
	public static class TwoRepairs {

		private final CacheClock clock = started();

		@Actor
		public void older() {
			this.clock.repair(10 * MILLI);
		}

		@Actor
		public void newer() {
			this.clock.repair(20 * MILLI);
		}

		@Arbiter
		public void end(I_Result r) {
			r.r1 = millis(this.clock.coarse());
		}

	}

	@JCStressTest
	@Description("Two readers of an entry that expires when nobody reads it, one of them late.")
	@Outcome(id = "20", expect = ACCEPTABLE, desc = "The later time stays")
	@Outcome(expect = FORBIDDEN, desc = "The time went back")
	@State
	public static class TwoAccesses {

		private final Entry entry = new DetailedEntry(KEY, HASH, ONE, Entry.NEVER, 0, 1);

		@Actor
		public void late() {
			this.entry.accessed(10 * MILLI);
		}

		@Actor
		public void inTime() {
			this.entry.accessed(20 * MILLI);
		}

		@Arbiter
		public void end(I_Result r) {
			r.r1 = millis(this.entry.accessedNanos());
		}

	}

	@JCStressTest
	@Description("A repair while the daemon ends: reads must be exact from then on.")
	@Outcome(id = "1", expect = ACCEPTABLE, desc = "No time is published")
	@Outcome(id = "0", expect = FORBIDDEN, desc = "A time is published that nobody will raise")
	@State
	public static class RepairAtTheEnd {

		private final CacheClock clock = started();

		@Actor
		public void repairer() {
			this.clock.repair(10 * MILLI);
		}

		@Actor
		public void daemon() {
			publish(this.clock, IDLE);
		}

		@Arbiter
		public void end(I_Result r) {
			r.r1 = (this.clock.coarse() == IDLE) ? 1 : 0;
		}

	}

}
