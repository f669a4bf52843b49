package io.tollgate.core.quota;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Connections that are lost at the commit: right before it, or right after it, unheard. */
final class CrashingDataSource {

    private CrashingDataSource() {}

    static DataSource around(DataSource real, boolean committed) {
        return proxy(
                DataSource.class,
                (_, method, arguments) -> {
                    Object result = call(real, method, arguments);
                    return result instanceof Connection connection
                            ? crashing(connection, committed)
                            : result;
                });
    }

    private static Connection crashing(Connection real, boolean committed) {
        return proxy(
                Connection.class,
                (_, method, arguments) -> {
                    if (!method.getName().equals("commit")) {
                        return call(real, method, arguments);
                    }
                    if (committed) {
                        real.commit();
                    }
                    throw new SQLException("the connection was lost", "08006");
                });
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(
                        CrashingDataSource.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
