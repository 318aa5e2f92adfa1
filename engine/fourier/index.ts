export {
  fft,
  fft2,
  ifft,
  ifft2,
  irfft,
  rfft,
  type ComplexArray,
  type ComplexInput,
} from "./fft.js";
