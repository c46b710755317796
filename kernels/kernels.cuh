// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
// The kernels of the table, one .cu each.
#pragma once

#include "launch.h"

namespace streamscope::kernels {

__global__ void emptyKernel(KernelArguments a);
__global__ void spinKernel(KernelArguments a);
__global__ void fmaKernel(KernelArguments a);
__global__ void triadKernel(KernelArguments a);
__global__ void gemmKernel(KernelArguments a);
__global__ void reduceKernel(KernelArguments a);
__global__ void elementwiseKernel(KernelArguments a);
__global__ void dckaGramKernel(KernelArguments a);
__global__ void dckaRowMeansKernel(KernelArguments a);
__global__ void dckaCentreKernel(KernelArguments a);
__global__ void dckaDotKernel(KernelArguments a);
__global__ void dckaRegressKernel(KernelArguments a);
__global__ void dckaNormaliseKernel(KernelArguments a);
__global__ void dckaInnerProductKernel(KernelArguments a);

} // namespace streamscope::kernels
