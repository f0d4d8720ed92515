/* An extension module for the Windows Python under Wine, never part of the program: a quick os.stat.

   Wine knows a volume's serial number only by asking a program of its own through its server, in some ten
   messages; os.stat wants it twice, so one look at a file takes about 1 ms, and Python looks at files all day.
   Here python313.dll gets everything about a file but that number, in 0.2 ms: every file says it is on volume 0. */
#include <stddef.h>
#include <string.h>
#include <windows.h>
#include <winternl.h>

enum { BASIC = 0, STANDARD = 1, FILE_ID = 18, INTERNAL = 6 };
typedef struct { LONGLONG times[4]; DWORD attributes; } Basic;
typedef struct { LONGLONG allocated, size; DWORD links; BOOLEAN going, folder; } Standard;
__declspec(dllimport) NTSTATUS NTAPI NtQueryInformationFile(HANDLE, PIO_STATUS_BLOCK, PVOID, ULONG, FILE_INFORMATION_CLASS);

static BOOL WINAPI by_handle(HANDLE file, BY_HANDLE_FILE_INFORMATION *out) {
    Basic basic; Standard standard; ULONGLONG index; IO_STATUS_BLOCK io;
    if (!GetFileInformationByHandleEx(file, BASIC, &basic, sizeof basic)) return FALSE;
    if (!GetFileInformationByHandleEx(file, STANDARD, &standard, sizeof standard)) return FALSE;
    if (NtQueryInformationFile(file, &io, &index, sizeof index, INTERNAL)) { SetLastError(ERROR_ACCESS_DENIED); return FALSE; }
    memset(out, 0, sizeof *out);
    out->dwFileAttributes = basic.attributes;
    memcpy(&out->ftCreationTime, &basic.times[0], 8);
    memcpy(&out->ftLastAccessTime, &basic.times[1], 8);
    memcpy(&out->ftLastWriteTime, &basic.times[2], 8);
    out->nFileSizeHigh = (DWORD)(standard.size >> 32), out->nFileSizeLow = (DWORD)standard.size;
    out->nNumberOfLinks = standard.links;
    out->nFileIndexHigh = (DWORD)(index >> 32), out->nFileIndexLow = (DWORD)index;
    return TRUE;
}

static BOOL WINAPI by_handle_ex(HANDLE file, int what, void *out, DWORD size) {
    if (what == FILE_ID) { SetLastError(ERROR_INVALID_PARAMETER); return FALSE; } /* Python goes on without */
    return GetFileInformationByHandleEx(file, (FILE_INFO_BY_HANDLE_CLASS)what, out, size);
}

static int put(const char *name, void *ours) { /* in the place where python313.dll keeps the address of that call */
    char *base = (char *)GetModuleHandleA("python313.dll");
    if (!base) return 0;
    IMAGE_NT_HEADERS *head = (IMAGE_NT_HEADERS *)(base + ((IMAGE_DOS_HEADER *)base)->e_lfanew);
    IMAGE_IMPORT_DESCRIPTOR *one = (IMAGE_IMPORT_DESCRIPTOR *)(base + head->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_IMPORT].VirtualAddress);
    for (; one->Name; one++) {
        IMAGE_THUNK_DATA *names = (IMAGE_THUNK_DATA *)(base + one->OriginalFirstThunk), *calls = (IMAGE_THUNK_DATA *)(base + one->FirstThunk);
        for (; names->u1.AddressOfData; names++, calls++) {
            if (IMAGE_SNAP_BY_ORDINAL(names->u1.Ordinal)) continue;
            if (strcmp(((IMAGE_IMPORT_BY_NAME *)(base + names->u1.AddressOfData))->Name, name)) continue;
            DWORD before;
            VirtualProtect(&calls->u1.Function, sizeof calls->u1.Function, PAGE_READWRITE, &before);
            calls->u1.Function = (ULONGLONG)ours;
            VirtualProtect(&calls->u1.Function, sizeof calls->u1.Function, before, &before);
            return 1;
        }
    }
    return 0;
}

/* Python's own structures, as its stable interface has them. */
typedef struct { ptrdiff_t references; void *type; void *init; ptrdiff_t index; void *copy; const char *name, *doc; ptrdiff_t size; void *rest[5]; } Definition;
static Definition definition = { 1, NULL, NULL, 0, NULL, "quickstat", NULL, -1, { NULL } };

__declspec(dllexport) void *PyInit_quickstat(void) {
    void *(*create)(Definition *, int) = (void *(*)(Definition *, int))GetProcAddress(GetModuleHandleA("python313.dll"), "PyModule_Create2");
    if (put("GetFileInformationByHandle", by_handle)) put("GetFileInformationByHandleEx", by_handle_ex);
    return create(&definition, 1013);
}
