// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme.h"

namespace streamscope::ui {

QString KindNames::of(KindGroup group)
{
    switch (group) {
    case KindGroup::matrixProduct:
        return tr("matrix product");
    case KindGroup::reduction:
        return tr("reduction");
    case KindGroup::elementwise:
        return tr("element-wise");
    case KindGroup::otherKernel:
        return tr("other kernel");
    case KindGroup::copy:
        return tr("copy");
    case KindGroup::memset:
        return tr("memset");
    case KindGroup::event:
        return tr("event");
    case KindGroup::hostFunction:
        return tr("host function");
    case KindGroup::block:
        return tr("thread block");
    case KindGroup::submitting:
        return tr("submitting");
    case KindGroup::working:
        return tr("working");
    case KindGroup::waiting:
        return tr("waiting in synchronize");
    case KindGroup::annotation:
        return tr("annotation");
    case KindGroup::overhead:
        return tr("profiler overhead");
    case KindGroup::other:
        return tr("other");
    }
    return {};
}

QString KindNames::of(trace::SliceKind kind)
{
    using trace::SliceKind;
    switch (kind) {
    case SliceKind::copyHostToDevice:
        return tr("copy, host to device");
    case SliceKind::copyDeviceToHost:
        return tr("copy, device to host");
    case SliceKind::copyDeviceToDevice:
        return tr("copy, device to device");
    case SliceKind::eventRecord:
        return tr("event record");
    case SliceKind::eventWait:
        return tr("event wait");
    case SliceKind::hostCall:
        return tr("API call");
    case SliceKind::cpuOperator:
        return tr("CPU operator");
    default:
        return of(groupOf(kind));
    }
}

} // namespace streamscope::ui
