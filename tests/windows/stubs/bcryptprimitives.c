/* Wine 8 lacks this DLL, in which Rust's libraries (calamine, cryptography) look for random bytes: Windows' own older call gives them. */
#include <stddef.h>
__declspec(dllimport) unsigned char __stdcall SystemFunction036(void*b,unsigned long n);
__declspec(dllexport) int __stdcall ProcessPrng(unsigned char*b,size_t n){ return SystemFunction036(b,(unsigned long)n); }
