"""Does a P2P host answer? The same as check.c from Python, without anything to install: ctypes and the one shared library.

    python3 check.py LIBRARY [HOST[:PORT]]

Without a host it starts one for practice and asks that. Exit codes: 0 it answers, 1 it does not, 2 the call failed.
"""
import ctypes
import sys

OK = 0
MODE_IDENTIFY = 1
HANDLE = ctypes.c_uint64


class Sized(ctypes.Structure):
    """A struct of the header. Each begins with its size."""

    def __init__(self, **values):
        super().__init__(size=ctypes.sizeof(self), **values)


class CheckOptions(Sized):
    _fields_ = [("size", ctypes.c_uint32), ("mode", ctypes.c_int32), ("timeout_ms", ctypes.c_uint32), ("until_left", ctypes.c_int32),
                ("user_name", ctypes.c_char_p)]


class CheckInfo(Sized):
    _fields_ = [("size", ctypes.c_uint32), ("status", ctypes.c_int32), ("reachable", ctypes.c_int32), ("scope", ctypes.c_int32),
                ("round_trip_ms", ctypes.c_double), ("elapsed_ms", ctypes.c_double), ("datagrams_sent", ctypes.c_uint32),
                ("datagrams_received", ctypes.c_uint32), ("is_kaillera_server", ctypes.c_int32), ("port", ctypes.c_int32),
                ("address", ctypes.c_char_p), ("reason", ctypes.c_char_p), ("warning", ctypes.c_char_p),
                ("host_name", ctypes.c_char_p), ("game", ctypes.c_char_p)]


class PracticeOptions(Sized):
    _fields_ = [("size", ctypes.c_uint32), ("port", ctypes.c_int32), ("address", ctypes.c_char_p), ("user_name", ctypes.c_char_p),
                ("game", ctypes.c_char_p), ("generation", ctypes.c_int32), ("reserved", ctypes.c_int32)]


class PracticeInfo(Sized):
    _fields_ = [("size", ctypes.c_uint32), ("port", ctypes.c_int32), ("address", ctypes.c_char_p)]


class Kaillera:
    """The functions that this program uses. An error is an exception, with the library's own sentence."""

    def __init__(self, path):
        self._library = ctypes.CDLL(path)
        self._library.s64k_layout.argtypes = [ctypes.c_char_p]
        self._library.s64k_last_error.restype = ctypes.c_char_p
        for name, struct in {"s64k_check_options": CheckOptions, "s64k_check_info": CheckInfo,
                             "s64k_practice_options": PracticeOptions, "s64k_practice_info": PracticeInfo}.items():
            for field in (field for field, _ in struct._fields_):
                place = self._library.s64k_layout(f"{name}.{field}".encode())
                if place != getattr(struct, field).offset:
                    raise RuntimeError(f"{name}.{field} is at {place} in the library: this program was written for another one")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._call("s64k_shutdown", ctypes.c_uint32(2_000))  # whoever was visited is left before the program ends

    def practice_host(self, **options):
        handle = HANDLE()
        self._call("s64k_practice_host_start", ctypes.byref(PracticeOptions(**options)), ctypes.byref(handle))
        info = PracticeInfo()
        self._call("s64k_practice_read", handle, ctypes.byref(info))
        return f"{info.address.decode()}:{info.port}"

    def check(self, host, **options):
        handle = HANDLE()
        self._call("s64k_check", host.encode(), ctypes.byref(CheckOptions(**options)), ctypes.byref(handle))
        info = CheckInfo()
        self._call("s64k_check_read", handle, ctypes.byref(info))
        found = {field: getattr(info, field) for field, _ in info._fields_}
        self._call("s64k_release", handle)  # the texts above are copies: ctypes makes them on access
        return {field: value.decode() if isinstance(value, bytes) else value for field, value in found.items()}

    def _call(self, name, *arguments):
        error = self._library[name](*arguments)
        if error != OK:
            raise RuntimeError(self._library.s64k_last_error().decode())


def main(library, host=None):
    with Kaillera(library) as kaillera:
        at = host or kaillera.practice_host(port=-1, address=b"127.0.0.1", user_name="Ñandú ルイージ".encode())
        found = kaillera.check(at, mode=MODE_IDENTIFY, until_left=1)
        print(f"{found['address']}:{found['port']}  {found['reason']}")
        if found["host_name"]:
            print(f"  {found['host_name']} hosts {found['game']}, {found['round_trip_ms']:.1f} ms away")
        return 0 if found["reachable"] else 1


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:3]))
    except (RuntimeError, OSError) as error:
        print(error, file=sys.stderr)
        sys.exit(2)
