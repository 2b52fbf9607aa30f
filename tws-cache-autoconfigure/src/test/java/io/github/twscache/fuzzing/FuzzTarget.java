package io.github.twscache.fuzzing;

/**
 * Something that parses: how to make input for it, and what it promises for any input.
 *
 * @param <I> the type of its input, whose text is what a finding shows
 */
interface FuzzTarget<I> {

	/**
	 * Makes an input. The same dice have to make the same input.
	 * @param dice all the chance there is
	 * @return the input
	 */
	I next(Dice dice);

	/**
	 * Gives the input to what parses it, and checks the outcome. Whatever this throws is
	 * a finding, and so is that it does not come to an end. It has to leave everything as
	 * it was, so that a finding can be repeated alone.
	 * @param input the input
	 * @throws Exception whatever the parser throws and should not
	 */
	void check(I input) throws Exception;

}
