package io.github.twscache.spring.contract;

import java.util.stream.Stream;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * Gives a {@link ContractTest} its subjects, each made when its turn comes.
 */
final class ContenderSource implements ArgumentsProvider {

	@Override
	public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
		ContractTest test = context.getRequiredTestMethod().getAnnotation(ContractTest.class);
		return Stream.of(Contender.values())
			.filter((contender) -> Stream.of(test.with()).allMatch(contender::has))
			.filter((contender) -> Stream.of(test.without()).noneMatch(contender::has))
			.map((contender) -> Arguments.of(contender.open(test.nulls(), test.names())));
	}

}
