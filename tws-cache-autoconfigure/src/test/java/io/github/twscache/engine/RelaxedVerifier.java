package io.github.twscache.engine;

import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.verifier.Verifier;

/**
 * Decides for Lincheck whether some order of the operations explains their results, where
 * a {@link RelaxedSpecification} says what may follow what.
 */
public final class RelaxedVerifier implements Verifier {

	/*
	 * Lincheck's own verifier knows specifications that are programs: from one state an
	 * operation leads to one result and one next state. A cache that may evict whenever
	 * it likes is none. So this one tries all orders too (an operation that had ended
	 * before another began comes first), and all states that each may lead to.
	 */

	private final RelaxedSpecification initial;

	/** Lincheck makes verifiers by this constructor. */
	public RelaxedVerifier(Class<?> specification) {
		try {
			this.initial = (RelaxedSpecification) specification.getConstructor().newInstance();
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalArgumentException(specification.getName() + " cannot be made", ex);
		}
	}

	@Override
	public boolean verifyResults(ExecutionScenario scenario, ExecutionResult results) {
		return isPossible(scenario, results, this.initial, new int[scenario.getThreads().size()]);
	}

	/**
	 * Whether what is left is possible.
	 * @param done how many operations of each thread have been explained
	 */
	private static boolean isPossible(ExecutionScenario scenario, ExecutionResult results, RelaxedSpecification state,
			int[] done) {
		boolean complete = true;
		for (int thread = 0; thread < done.length; thread++) {
			if (done[thread] < scenario.getThreads().get(thread).size()) {
				complete = false;
				if (mayBeNext(results, done, thread) && isPossibleNext(scenario, results, state, done, thread)) {
					return true;
				}
			}
		}
		return complete;
	}

	private static boolean mayBeNext(ExecutionResult results, int[] done, int thread) {
		var clock = results.getThreadsResultsWithClock().get(thread).get(done[thread]).getClockOnStart();
		for (int other = 0; other < done.length; other++) {
			if (done[other] < clock.get(other)) {
				return false;
			}
		}
		return true;
	}

	private static boolean isPossibleNext(ExecutionScenario scenario, ExecutionResult results,
			RelaxedSpecification state, int[] done, int thread) {
		var actor = scenario.getThreads().get(thread).get(done[thread]);
		String result = String
			.valueOf((Object) results.getThreadsResultsWithClock().get(thread).get(done[thread]).getResult());
		int[] then = done.clone();
		then[thread]++;
		for (RelaxedSpecification next : state.after(actor.getMethod().getName(), actor.getArguments(), result)) {
			if (isPossible(scenario, results, next, then)) {
				return true;
			}
		}
		return false;
	}

}
