package io.github.twscache.sample.plan;

/**
 * Thrown where something is asked for that is not in the plan.
 */
public class UnknownPlanItemException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	UnknownPlanItemException(String kind, Object key) {
		super("There is no %s %s in the plan".formatted(kind, key));
	}

}
