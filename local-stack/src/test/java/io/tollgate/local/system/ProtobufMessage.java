package io.tollgate.local.system;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The fields of one protobuf message, read without its schema (Protocol Buffers: Encoding). */
record ProtobufMessage(List<Field> fields) {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;

    /** One field; its bytes are empty for a number, its number is 0 for bytes. */
    record Field(int number, long value, byte[] bytes) {}

    static ProtobufMessage of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<Field> fields = new ArrayList<>();
        while (in.hasRemaining()) {
            long key = varint(in);
            int number = (int) (key >>> 3);
            fields.add(
                    switch ((int) (key & 7)) {
                        case VARINT -> new Field(number, varint(in), new byte[0]);
                        case FIXED64 -> new Field(number, in.getLong(), new byte[0]);
                        case FIXED32 -> new Field(number, in.getInt(), new byte[0]);
                        case LENGTH_DELIMITED -> {
                            byte[] value = new byte[(int) varint(in)];
                            in.get(value);
                            yield new Field(number, 0, value);
                        }
                        default -> throw new IllegalArgumentException("not protobuf");
                    });
        }
        return new ProtobufMessage(List.copyOf(fields));
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    List<ProtobufMessage> messages(int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .map(field -> of(field.bytes()))
                .toList();
    }

    byte[] bytes(int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .map(Field::bytes)
                .findFirst()
                .orElse(new byte[0]);
    }

    String text(int number) {
        return new String(bytes(number), StandardCharsets.UTF_8);
    }

    long value(int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .mapToLong(Field::value)
                .findFirst()
                .orElse(0);
    }
}
