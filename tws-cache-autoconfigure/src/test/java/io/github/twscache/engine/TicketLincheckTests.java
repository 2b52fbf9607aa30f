package io.github.twscache.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jetbrains.lincheck.datastructures.BooleanGen;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Loads that their callers begin and end in separate steps: what began before a change of
 * the key is not stored after it, shared or alone.
 */
@WithoutStoreOracle(reason = "its stores start no threads, which the oracle expects")
@Tag("lincheck")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class TicketLincheckTests {

	/** What a caller is told who has to wait: he does not, here. */
	private static final int WAITS = -1;

	/** What a thread is told that has a load already. */
	private static final int HAS_ONE = -2;

	@Test
	void loadIsStoredOnlyIfNothingChangedSinceItBegan() {
		ModelRuns.checkRelaxed(Tickets.class, TicketsSpecification.class);
	}

	/**
	 * One key, and one load a thread. There are two to begin with, of those who run at
	 * the same time: Lincheck counts its threads from 1, 0 is what comes before them.
	 */
	public static class Tickets {

		private static final int KEY = 1;

		private final ModelStore cache = ModelStore.oneShard();

		/** By thread; touched by that one alone. */
		private final AtomicReferenceArray<LoadHandle> open = new AtomicReferenceArray<>(4);

		public Tickets() {
			start(1, true);
			start(2, false);
		}

		/** Gives the value that was there, {@code null} if the thread has to load. */
		@Operation
		public Integer begin(@Param(gen = ThreadIdGen.class) int thread,
				@Param(gen = BooleanGen.class) boolean shared) {
			return (this.open.get(thread) != null) ? Integer.valueOf(HAS_ONE) : start(thread, shared);
		}

		private Integer start(int thread, boolean shared) {
			LoadHandle load = this.cache.begin(KEY, shared);
			if (!load.leads()) {
				return (load.found() != null) ? (Integer) load.found() : Integer.valueOf(WAITS);
			}
			// Whether the thread that began it is alive says nothing here.
			load.detach();
			this.open.set(thread, load);
			return null;
		}

		/** Its values are those of no other operation. */
		@Operation
		public boolean store(@Param(gen = ThreadIdGen.class) int thread,
				@Param(gen = IntGen.class, conf = "5:7") int value) {
			LoadHandle load = this.open.getAndSet(thread, null);
			if (load != null) {
				end(load, value);
			}
			return load != null;
		}

		/** Apart, so that a broken model can end its loads otherwise. */
		void end(LoadHandle load, int value) {
			load.store(value);
		}

		@Operation
		public Integer get() {
			return this.cache.get(KEY);
		}

		@Operation
		public void put(@Param(gen = IntGen.class, conf = "1:3") int value) {
			this.cache.put(KEY, value);
		}

		@Operation
		public boolean invalidate() {
			return this.cache.invalidate(KEY);
		}

		@Operation
		public void clear() {
			this.cache.clear();
		}

	}

	/** The key, exactly, but for loads that were outdated without need. */
	public static final class TicketsSpecification implements RelaxedSpecification {

		/*
		 * A load that began before a change is never stored after it, and nobody is told
		 * to wait for it. One that nothing outdated may be stored or not: a put outdates
		 * what came between its write and its end, though it need not. A load that is
		 * stored outdates those that began before that.
		 */

		private final String present;

		/** By thread, those that have not ended. */
		private final Map<Integer, Open> open;

		/**
		 * A load that is under way.
		 *
		 * @param shared whether others may join it
		 * @param valid whether nothing has outdated it
		 */
		private record Open(boolean shared, boolean valid) {
		}

		public TicketsSpecification() {
			this(null, Map.of(1, new Open(true, true), 2, new Open(false, true)));
		}

		private TicketsSpecification(String present, Map<Integer, Open> open) {
			this.present = present;
			this.open = open;
		}

		@Override
		public List<RelaxedSpecification> after(String operation, List<Object> arguments, String result) {
			return switch (operation) {
				case "begin" -> afterBegin((Integer) arguments.get(0), (Boolean) arguments.get(1), result);
				case "store" -> afterStore((Integer) arguments.get(0), String.valueOf(arguments.get(1)), result);
				case "get" -> RelaxedSpecification.only(result.equals(String.valueOf(this.present)), this);
				case "put" ->
					RelaxedSpecification.only(result.equals("void"), changed(String.valueOf(arguments.get(0))));
				case "invalidate" ->
					RelaxedSpecification.only(result.equals(String.valueOf(this.present != null)), changed(null));
				case "clear" -> RelaxedSpecification.only(result.equals("void"), changed(null));
				default -> List.of();
			};
		}

		private List<RelaxedSpecification> afterBegin(Integer thread, boolean shared, String result) {
			if (this.open.containsKey(thread)) {
				return RelaxedSpecification.only(result.equals(String.valueOf(HAS_ONE)), this);
			}
			if (this.present != null) {
				return RelaxedSpecification.only(result.equals(this.present), this);
			}
			if (result.equals(String.valueOf(WAITS))) {
				boolean joinable = this.open.values().stream().anyMatch((load) -> load.shared() && load.valid());
				return RelaxedSpecification.only(shared && joinable, this);
			}
			Map<Integer, Open> opened = new HashMap<>(this.open);
			if (shared) {
				// Who leads has the ticket, so nobody else has it any more.
				opened.replaceAll((any, load) -> load.shared() ? new Open(true, false) : load);
			}
			opened.put(thread, new Open(shared, true));
			return RelaxedSpecification.only(result.equals("null"), new TicketsSpecification(null, opened));
		}

		private List<RelaxedSpecification> afterStore(Integer thread, String value, String result) {
			Open load = this.open.get(thread);
			if (load == null) {
				return RelaxedSpecification.only(result.equals("false"), this);
			}
			if (!result.equals("true")) {
				return List.of();
			}
			Map<Integer, Open> others = new HashMap<>(this.open);
			others.remove(thread);
			List<RelaxedSpecification> states = new ArrayList<>();
			states.add(new TicketsSpecification(this.present, others));
			if (load.valid() && this.present == null) {
				states.add(new TicketsSpecification(value, others).changed(value));
			}
			return states;
		}

		private TicketsSpecification changed(String value) {
			Map<Integer, Open> outdated = new HashMap<>(this.open);
			outdated.replaceAll((thread, load) -> new Open(load.shared(), false));
			return new TicketsSpecification(value, outdated);
		}

	}

}
