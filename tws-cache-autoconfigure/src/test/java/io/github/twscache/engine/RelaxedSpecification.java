package io.github.twscache.engine;

import java.util.List;

/**
 * A state of what a model may do, where that is not one thing alone. Immutable; the first
 * state has a public constructor without parameters.
 */
public interface RelaxedSpecification {

	/**
	 * Gives the states that may follow an operation.
	 * @param operation the name of its method
	 * @param arguments its arguments
	 * @param result what it gave, as text: {@code void}, {@code null}, a value, or the
	 * name of what it threw
	 * @return none if it cannot have given that
	 */
	List<RelaxedSpecification> after(String operation, List<Object> arguments, String result);

	/** Gives a state, or none. */
	static List<RelaxedSpecification> only(boolean possible, RelaxedSpecification state) {
		return possible ? List.of(state) : List.of();
	}

}
