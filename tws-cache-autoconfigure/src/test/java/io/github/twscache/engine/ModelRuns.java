package io.github.twscache.engine;

import java.util.concurrent.atomic.LongAdder;

import org.jetbrains.lincheck.datastructures.ManagedStrategyGuarantee;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.util.LoggingLevel;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

/**
 * Has Lincheck look for a schedule under which a model breaks its specification: for some
 * seconds a model, and with {@code -Dtws.lincheck.long=true} for minutes and with real
 * threads too.
 */
final class ModelRuns {

	/*
	 * A model checking run makes operations up, runs them in threads that take turns, and
	 * decides at each access to shared memory who goes on. Operations and decisions come
	 * from fixed seeds, so a failure can be repeated. All of it is sequentially
	 * consistent: what a weaker memory model does is left to the runs with real threads,
	 * and to jcstress.
	 *
	 * No switch comes inside the counters, which have no say in what is stored, nor
	 * inside what belongs to the shard lock and takes no decision: that would only
	 * multiply the schedules.
	 *
	 * The product has no loop that waits for another thread without end, so how often one
	 * goes round is not watched; a wait that never ends shows as a deadlock. But a thread
	 * that waits for a lock goes round in the lock's own loop, and gives way soon.
	 */

	private static final boolean LONG = Boolean.getBoolean("tws.lincheck.long");

	private static final int LOOP_BOUND = 100_000;

	private static final int ROUNDS_BEFORE_SWITCH = 20;

	private static final ManagedStrategyGuarantee COUNTERS = forClasses(StripedCounters.class.getName(),
			LongAdder.class.getName())
		.allMethods()
		.ignore();

	private static final ManagedStrategyGuarantee GUARDED = forClasses(FrequencySketch.class.getName(),
			GhostTable.class.getName(), EntryQueue.class.getName())
		.allMethods()
		.treatAsAtomic();

	private ModelRuns() {
	}

	/** Holds a model against a specification that leaves it no choice. */
	static void check(Class<?> model, Class<?> specification) {
		check(model, specification, 2);
	}

	static void check(Class<?> model, Class<?> specification, int threads) {
		schedules(threads).sequentialSpecification(specification).check(model);
		if (LONG) {
			realThreads(threads).sequentialSpecification(specification).check(model);
		}
	}

	/** Holds a model against a specification that leaves it some choice. */
	static void checkRelaxed(Class<?> model, Class<? extends RelaxedSpecification> specification) {
		schedules(2).sequentialSpecification(specification).verifier(RelaxedVerifier.class).check(model);
		if (LONG) {
			realThreads(2).sequentialSpecification(specification).verifier(RelaxedVerifier.class).check(model);
		}
	}

	static ModelCheckingOptions schedules(int threads) {
		return new ModelCheckingOptions().iterations(LONG ? 20 : 5)
			.invocationsPerIteration(LONG ? 100 : 30)
			.threads(threads)
			.actorsBefore(2)
			.actorsPerThread((threads > 2) ? 2 : 3)
			.actorsAfter(2)
			.loopBound(LOOP_BOUND)
			.loopIterationsBeforeThreadSwitch(ROUNDS_BEFORE_SWITCH)
			.recursionBound(LOOP_BOUND)
			.addGuarantee(COUNTERS)
			.addGuarantee(GUARDED)
			// Warnings are of fields of records and lambdas, by the hundred.
			.logLevel(LoggingLevel.ERROR);
	}

	private static StressOptions realThreads(int threads) {
		return new StressOptions().iterations(50)
			.invocationsPerIteration(5_000)
			.threads(threads)
			.actorsBefore(2)
			.actorsPerThread((threads > 2) ? 2 : 3)
			.actorsAfter(2);
	}

}
