// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "cuda/check.h"

namespace streamscope::cuda {

Error callError(cudaError_t code, const std::string& call)
{
    cudaGetLastError(); // an error that is no fault of the device must not come up again in the next call
    const std::string function = call.substr(0, call.find('('));
    switch (code) {
    case cudaErrorMemoryAllocation:
        return {ErrorKind::run, {}, {}, {"cuda.out-of-memory-in", {function}}};
    case cudaErrorInsufficientDriver:
        return {ErrorKind::device, {}, {}, {"cuda.no-driver", {}}};
    case cudaErrorNoDevice:
        return {ErrorKind::device, {}, {}, {"cuda.no-device", {}}};
    case cudaErrorDevicesUnavailable:
        return {ErrorKind::device, {}, {}, {"cuda.device-busy", {}}};
    case cudaErrorNoKernelImageForDevice:
    case cudaErrorUnsupportedPtxVersion:
        return {ErrorKind::device, {}, {}, {"cuda.unsupported-device", {cudaGetErrorString(code)}}};
    default:
        return {
            ErrorKind::run, {}, {}, {"cuda.call-failed", {function, cudaGetErrorName(code), cudaGetErrorString(code)}}};
    }
}

Status check(cudaError_t code, const char* call)
{
    return code == cudaSuccess ? Status() : Status(callError(code, call));
}

} // namespace streamscope::cuda
