package io.github.twscache.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.OperationArgumentResolver;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;

/**
 * Offers {@link RequestFields} to the operations of endpoint {@code twscache}.
 */
public final class RequestFieldsAdvisor implements OperationInvokerAdvisor {

	/*
	 * Parameters of an operation are bound by name, so an operation never hears of a
	 * field that it has no parameter for: a typing error would change less than was asked
	 * for, or clear more, without a word. An invocation's arguments have them all.
	 */

	private static final EndpointId ENDPOINT = EndpointId.of("twscache");

	@Override
	public OperationInvoker apply(EndpointId endpointId, OperationType operationType, OperationParameters parameters,
			OperationInvoker invoker) {
		if (!ENDPOINT.equals(endpointId) || parameters.stream().noneMatch((p) -> p.getType() == RequestFields.class)) {
			return invoker;
		}
		return (context) -> invoker.invoke(withFields(context, parameters));
	}

	private static InvocationContext withFields(InvocationContext context, OperationParameters parameters) {
		Map<String, @Nullable Object> fields = new LinkedHashMap<>(context.getArguments());
		parameters.stream()
			.filter((parameter) -> parameter.getAnnotation(Selector.class) != null)
			.forEach((selector) -> fields.remove(selector.getName()));
		RequestFields requestFields = new RequestFields(fields);
		SecurityContext security = context.resolveArgument(SecurityContext.class);
		return new InvocationContext((security != null) ? security : SecurityContext.NONE, context.getArguments(),
				OperationArgumentResolver.of(RequestFields.class, () -> requestFields));
	}

}
